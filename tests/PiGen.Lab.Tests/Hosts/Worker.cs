namespace PiGen.Lab.Tests.Hosts;

/// <summary>A worker: sshd for all, and on 127.0.0.1:80 a web server whose page is the worker's name.</summary>
public sealed class Worker(LabName lab, LabNetwork network, HostRoot root) : Container(lab, root)
{
    /// <summary>A small web server: <c>lab-web ADDRESS PORT PAGE</c>.</summary>
    public const string Web = "/usr/local/bin/lab-web";

    private const string Life = $$"""
        mkdir -p /run/sshd
        {{Web}} 127.0.0.1 80 "$(uname -n)" &
        exec /usr/sbin/sshd -D -e
        """;

    private bool _isDown;

    protected override IEnumerable<string> FirstProgram => ["--as-pid2", "sh", "-c", Life];

    /// <param name="isSilent">Whether nobody answers any more; otherwise whoever connects is refused at once.</param>
    public void GoDown(bool isSilent = true)
    {
        _isDown = true;
        network.SetLink(Name, "eth0", up: !isSilent);
        Kill();
    }

    public void ComeUp()
    {
        if (!_isDown)
        {
            return;
        }
        network.SetLink(Name, "eth0", up: true);
        Start();
        _isDown = false;
    }

    protected override bool IsReady() => base.IsReady() && IsListening(80);
}
