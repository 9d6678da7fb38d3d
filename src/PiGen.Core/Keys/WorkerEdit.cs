namespace PiGen.Core.Keys;

/// <summary>What is done to the authorized keys of one worker.</summary>
/// <param name="Obstacle">Why nothing is; null where the worker was reached.</param>
public sealed record WorkerEdit(string Worker, KeysEdit Edit, string? Obstacle);

/// <summary>A key that a push is about, and whose it is.</summary>
public sealed record OwnedKey(string Owner, PushedKey Key);
