namespace PiGen.Core.Rendering;

/// <summary>What a template is rendered for: once for the cluster, or once for each part of it.</summary>
public enum Each
{
    Cluster,
    Laptop,
    Worker,
    Forward,
}
