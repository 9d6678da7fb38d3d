using PiGen.Templating.Syntax;

namespace PiGen.Templating.Checking;

/// <summary>Whether a value waits to be the first argument of the next function that is called.</summary>
internal enum PipeState
{
    None,
    Waiting,

    /// <summary>It waits unless something unknown, passed by meanwhile, was a function and took it.</summary>
    Unsure,
}

/// <summary>What stands left of a <c>|</c>.</summary>
internal readonly record struct Piped(PipeState State, Expression? From, Shape Shape)
{
    public int Least => State == PipeState.Waiting ? 1 : 0;

    public int Most => State == PipeState.None ? 0 : 1;
}
