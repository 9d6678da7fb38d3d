using FsCheck;
using FsCheck.Fluent;
using PiGen.Templating;
using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Lab.Tests;

/// <summary>Values that try to leave the place where they are printed, many for each run of a program.</summary>
internal static class EscapingValues
{
    private static readonly string[] Pieces =
    [
        .. "abz019 \t\"'\\$%;#-@:+!|=,*?~{}()<>&`^[]./".Select(c => c.ToString()),
        .. new[]
        {
            "$HOME",
            "${HOME}",
            "$$",
            "$(ls)",
            "`ls`",
            "%%",
            "%h",
            @"\x41",
            @"\n",
            "if",
            "done",
            "EOF",
            "<<EOF",
        },
        .. new[] { "ü", "日本", "🍓", "\u00a0", "\u0085", "\u2028", "\ufeff", "\u0081" },
    ];

    /// <summary>Texts of one line.</summary>
    public static Gen<string> OfOneLine => Texts(Pieces);

    /// <summary>Texts with line breaks and control characters.</summary>
    public static Gen<string> OfAnyLines => Texts([.. Pieces, "\n", "\n\n", "\r", "\u0001", "\u001b", "\u007f"]);

    /// <summary>A law that holds for many values at a time, so that each program runs a few times.</summary>
    public static void HoldsFor(Gen<string> values, Func<string[], bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5), Prop.ForAll(values.ArrayOf(80).ToArbitrary(), law));

    /// <summary>What a template with the values <c>vs</c> gives; null if one cannot be written.</summary>
    public static string? Render(OutputLanguage language, string template, params IEnumerable<string> values)
    {
        var mistakes = new DiagnosticBag();
        var model = new ScriptObject { { "vs", new ScriptArray(values) } };
        return TemplateText
            .Parse(new SourceText("template", template), mistakes)!
            .Render(model, new() { Language = language }, mistakes);
    }

    private static Gen<string> Texts(string[] pieces) =>
        Gen.Choose(0, 7).SelectMany(count => Gen.Elements(pieces).ArrayOf(count)).Select(string.Concat);
}
