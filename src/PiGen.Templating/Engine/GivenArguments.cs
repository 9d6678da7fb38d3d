using PiGen.Templating.Text;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PiGen.Templating.Engine;

/// <summary>The arguments of one call: how many there surely are, and how many there may be, a piped one included.</summary>
internal sealed class GivenArguments
{
    private readonly List<ScriptNamedArgument> _named = [];
    private readonly List<Diagnostic> _misplaced = [];
    private readonly int _least;
    private readonly int _most;

    public GivenArguments(IEnumerable<ScriptExpression> arguments, int pipedAtLeast, int pipedAtMost)
    {
        (_least, _most) = (pipedAtLeast, pipedAtMost);
        foreach (var argument in arguments)
        {
            if (argument is ScriptNamedArgument named)
            {
                _named.Add(named);
            }
            else if (_named.Count > 0)
            {
                // Which parameter it was meant for is not known.
                _misplaced.Add(EngineDiagnostics.PositionalAfterNamed(Places.Of(argument)));
                _most = int.MaxValue;
            }
            else if (argument is ScriptUnaryExpression { Operator: ScriptUnaryOperator.FunctionParametersExpand })
            {
                _most = int.MaxValue;
            }
            else
            {
                _least++;
                _most = _most == int.MaxValue ? _most : _most + 1;
            }
        }
    }

    /// <summary>Why the call would surely be refused.</summary>
    public IEnumerable<Diagnostic> MistakesFor(IScriptFunctionInfo function, string name, ScriptNode place)
    {
        var parameters = Enumerable.Range(0, function.ParameterCount).Select(function.GetParameterInfo).ToArray();
        var missing = Missing(function, name, parameters, place);
        // Such a function takes whatever it is given, under any name.
        if (function.VarParamKind == ScriptVarParamKind.Direct)
        {
            return [.. _misplaced, .. missing];
        }
        var unknown = Unknown(name, parameters).ToList();
        // A misspelt name leaves its parameter without a value: one mistake, told once.
        return [.. _misplaced, .. TooMany(function, name, place), .. unknown, .. unknown.Count > 0 ? [] : missing];
    }

    private IEnumerable<Diagnostic> TooMany(IScriptFunctionInfo function, string name, ScriptNode place)
    {
        if (_least > function.ParameterCount && function.VarParamKind == ScriptVarParamKind.None)
        {
            yield return EngineDiagnostics.TooManyArguments(Places.Of(place), name, function.ParameterCount);
        }
    }

    private IEnumerable<Diagnostic> Unknown(string name, ScriptParameterInfo[] parameters)
    {
        var taken = parameters.Take(_least).Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var argument in _named)
        {
            var given = argument.Name?.Name ?? "";
            if (!parameters.Any(parameter => parameter.Name == given))
            {
                var near = Spelling.Nearest(given, parameters.Select(parameter => parameter.Name));
                yield return EngineDiagnostics.UnknownArgument(Places.Of(argument), given, name, near);
            }
            else if (!taken.Add(given))
            {
                yield return EngineDiagnostics.RepeatedArgument(Places.Of(argument), given);
            }
        }
    }

    private IEnumerable<Diagnostic> Missing(
        IScriptFunctionInfo function,
        string name,
        ScriptParameterInfo[] parameters,
        ScriptNode place
    )
    {
        for (var at = _most; at < function.RequiredParameterCount; at++)
        {
            if (!_named.Exists(argument => argument.Name?.Name == parameters[at].Name))
            {
                return [EngineDiagnostics.TooFewArguments(Places.Of(place), name, parameters[at].Name)];
            }
        }
        return [];
    }
}
