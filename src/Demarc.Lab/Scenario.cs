namespace Demarc.Lab;

/// <summary>A network with a known fault, or with none: what a verdict on it should say.</summary>
/// <param name="Id">Its file's name without the ending.</param>
public sealed record Scenario(string Id);
