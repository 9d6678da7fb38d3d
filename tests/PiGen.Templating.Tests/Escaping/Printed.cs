using PiGen.Templating.Escaping;
using PiGen.Templating.Text;
using Scriban.Runtime;

namespace PiGen.Templating.Tests.Escaping;

/// <summary>What a template with the value <c>v</c> gives in a language.</summary>
internal static class Printed
{
    public const string Refused = "refused";

    /// <summary>The text, or <see cref="Refused"/> if the value cannot be written there.</summary>
    public static string As(OutputLanguage language, string template, object? value) =>
        Try(language, template, new ScriptObject { { "v", value } }) ?? Refused;

    /// <summary>The text; null if a value cannot be written there.</summary>
    public static string? Try(OutputLanguage language, string template, ScriptObject model, string? include = null)
    {
        var mistakes = new DiagnosticBag();
        var options = new RenderOptions
        {
            Language = language,
            Includes = name => include is null ? null : new SourceText(name, include),
        };
        var text = TemplateText.Parse(new SourceText("template", template), mistakes)?.Render(model, options, mistakes);
        return text is not null || mistakes.All(mistake => mistake.Code == "PG0358")
            ? text
            : throw new InvalidOperationException(string.Join('\n', mistakes.Select(mistake => mistake.Message)));
    }
}
