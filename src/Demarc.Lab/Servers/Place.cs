using Demarc.Lab.Linux;

namespace Demarc.Lab.Servers;

/// <summary>
/// Where servers live: a namespace of the lab, or this process's own network for tests on loopback. Sockets opened and
/// programs started inside belong to that place for good, whichever thread uses them later.
/// </summary>
public interface IPlace
{
    /// <summary>Runs something there and gives what it gives.</summary>
    T Inside<T>(Func<T> make);
}

/// <summary>This process's own network.</summary>
public sealed class HerePlace : IPlace
{
    public static readonly HerePlace Instance = new();

    public T Inside<T>(Func<T> make) => make();
}

/// <summary>A network namespace of the lab.</summary>
public sealed class NamespacePlace(string path) : IPlace
{
    public T Inside<T>(Func<T> make) => NamespaceThread.Run(path, make);
}
