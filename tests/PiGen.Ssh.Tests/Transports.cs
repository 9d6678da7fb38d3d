namespace PiGen.Ssh.Tests;

public sealed class OpenSshReachingTests() : ReachingContract(Transport.OpenSsh);

public sealed class OpenSshCommandTests() : CommandContract(Transport.OpenSsh);

public sealed class OpenSshStageTests() : StageContract(Transport.OpenSsh);

public sealed class OpenSshCutTests() : CutContract(Transport.OpenSsh);

public sealed class OpenSshBrokenServerTests() : BrokenServerContract(Transport.OpenSsh);

public sealed class OpenSshSudoTests() : SudoContract(Transport.OpenSsh);

public sealed class OpenSshLoginShellTests() : LoginShellContract(Transport.OpenSsh);

public sealed class SshNetReachingTests() : ReachingContract(Transport.SshNet);

public sealed class SshNetCommandTests() : CommandContract(Transport.SshNet);

public sealed class SshNetStageTests() : StageContract(Transport.SshNet);

public sealed class SshNetCutTests() : CutContract(Transport.SshNet);

public sealed class SshNetBrokenServerTests() : BrokenServerContract(Transport.SshNet);

public sealed class SshNetSudoTests() : SudoContract(Transport.SshNet);

public sealed class SshNetLoginShellTests() : LoginShellContract(Transport.SshNet);

/// <summary>Run by themselves, for they look at the memory of this whole process.</summary>
[Collection(nameof(MuchData))]
public sealed class OpenSshMuchDataTests() : MuchDataContract(Transport.OpenSsh);

/// <inheritdoc cref="OpenSshMuchDataTests"/>
[Collection(nameof(MuchData))]
public sealed class SshNetMuchDataTests() : MuchDataContract(Transport.SshNet);

[CollectionDefinition(nameof(MuchData), DisableParallelization = true)]
public sealed class MuchData;
