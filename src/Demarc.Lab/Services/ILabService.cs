using System.Diagnostics;
using Demarc.Lab.Scenarios;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Services;

/// <summary>A server in the lab. Started before anything is measured, disposed when the lab goes.</summary>
public interface ILabService : IDisposable
{
    /// <summary>Starts it, and returns when it listens.</summary>
    void Start(ServicePlace place);
}

/// <summary>Where a server runs, and what it may do there.</summary>
/// <param name="Host">Its host.</param>
/// <param name="Names">The names of the lab.</param>
/// <param name="Pki">The authorities of the lab, whose root its hosts trust.</param>
/// <param name="Folder">A folder of its own for files, removed with the lab.</param>
/// <param name="NamespacePath">The network namespace; sockets made by <see cref="Linux.NamespaceThread"/> there belong to the host.</param>
/// <param name="Command">What starts a program in the host, with the host's files for names.</param>
public sealed record ServicePlace(Scenario Scenario, HostSpec Host, IReadOnlyList<NameSpec> Names, TestPki Pki, string Folder, string NamespacePath, Func<IReadOnlyList<string>, ProcessStartInfo> Command);
