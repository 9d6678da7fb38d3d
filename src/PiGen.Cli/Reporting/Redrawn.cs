namespace PiGen.Cli.Reporting;

/// <summary>A page that is shown again and again: on a terminal in the same place (ECMA-48: CUP, EL, ED), elsewhere one after the other.</summary>
internal sealed class Redrawn(Terminal terminal)
{
    private bool _isShown;

    /// <param name="page">Its lines, each ended by a newline.</param>
    public void Show(string page)
    {
        if (terminal.OutIsTerminal)
        {
            var clearing = _isShown ? "" : "\e[2J";
            terminal.Out.Write($"{clearing}\e[H{page.Replace("\n", "\e[K\n", StringComparison.Ordinal)}\e[J");
        }
        else
        {
            terminal.Out.Write(_isShown ? $"\n{page}" : page);
        }
        terminal.Out.Flush();
        _isShown = true;
    }
}
