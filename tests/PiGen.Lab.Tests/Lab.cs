using PiGen.Lab.Tests.Hosts;

[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace PiGen.Lab.Tests;

/// <summary>
/// The tutorial's cluster on this machine: a manager, two workers and a laptop. It is built once for all tests of its
/// collection, and skipped with a reason where the machine cannot have one.
/// </summary>
public sealed class Lab : IDisposable
{
    private readonly LabName _name = LabName.New();
    private readonly LabKeys _keys;
    private readonly List<HostRoot> _roots = [];
    private bool _isUsed;

    public Lab()
    {
        _keys = new(_name);
        Network = new(_name);
        Manager = new(_name, Root("manager", "red"));
        Red001 = new(_name, Network, Root("red001", "red001"));
        Red002 = new(_name, Network, Root("red002", "red002"));
        Laptop = new(_name, _keys);
        CannotRun = Requirements.Missing(_name);
        if (CannotRun is null)
        {
            BuildOrRemove();
        }
    }

    /// <summary>Why there is no lab; null if there is one.</summary>
    public string? CannotRun { get; }

    public LabNetwork Network { get; }

    public Manager Manager { get; }

    public Worker Red001 { get; }

    public Worker Red002 { get; }

    public Laptop Laptop { get; }

    /// <summary>For a test to begin with: a manager on which nothing was ever done, and both workers up.</summary>
    public void Renew()
    {
        if (_isUsed)
        {
            Network.Renew();
            Laptop.Renew();
            Manager.Renew();
            Red001.ComeUp();
            Red002.ComeUp();
        }
        _isUsed = true;
    }

    public void Dispose()
    {
        if (CannotRun is not null)
        {
            return;
        }
        Manager.Dispose();
        Red001.Dispose();
        Red002.Dispose();
        Leftovers.Remove(_name);
    }

    private HostRoot Root(string host, string hostName)
    {
        var root = new HostRoot(_name, host, hostName);
        _roots.Add(root);
        return root;
    }

    private void BuildOrRemove()
    {
        Leftovers.RemoveOrphans();
        try
        {
            Build();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Build()
    {
        Directory.CreateDirectory(_name.Folder);
        Machine.Do("mount", "-t", "tmpfs", "-o", "mode=0755", "tmpfs", _name.Folder);
        Network.Build();
        _keys.Build();
        new CommonFiles(_name, _keys).Build();
        foreach (var root in _roots)
        {
            root.Write(_keys);
            root.Mount();
        }
        Laptop.Build();
        Manager.Start();
        Red001.Start();
        Red002.Start();
    }
}

/// <summary>The tests that share one lab, and so run one after the other.</summary>
[CollectionDefinition]
public sealed class OneLab : ICollectionFixture<Lab>;

/// <summary>Those of them that share another: they mostly wait, and so can run at the same time.</summary>
[CollectionDefinition]
public sealed class DeployLab : ICollectionFixture<Lab>;

/// <inheritdoc cref="DeployLab"/>
[CollectionDefinition]
public sealed class FaultLab : ICollectionFixture<Lab>;

/// <inheritdoc cref="DeployLab"/>
[CollectionDefinition]
public sealed class InterruptionLab : ICollectionFixture<Lab>;

/// <inheritdoc cref="DeployLab"/>
[CollectionDefinition]
public sealed class SshNetLab : ICollectionFixture<Lab>;

/// <inheritdoc cref="OneLab"/>
[CollectionDefinition]
public sealed class SshNetInterruptionLab : ICollectionFixture<Lab>;

/// <inheritdoc cref="OneLab"/>
[CollectionDefinition]
public sealed class LaptopLab : ICollectionFixture<Lab>;
