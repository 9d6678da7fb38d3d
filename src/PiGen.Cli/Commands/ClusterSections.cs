using System.Collections.Immutable;

namespace PiGen.Cli.Commands;

/// <summary>What a cluster brings into ssh_config.</summary>
/// <param name="Cluster">The manager's name.</param>
/// <param name="Edited">The files that were edited since they were rendered.</param>
internal sealed record ClusterSections(string Cluster, string Text, ImmutableArray<string> Edited);
