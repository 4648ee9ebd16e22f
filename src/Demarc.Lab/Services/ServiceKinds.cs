using Demarc.Lab.Scenarios;
using Demarc.Lab.Servers;

namespace Demarc.Lab.Services;

/// <summary>The kinds of servers a scenario may name, each with how it is made from its keys.</summary>
public static class ServiceKinds
{
    private static readonly Dictionary<string, Func<Parameters, ILabService>> Kinds = new(StringComparer.Ordinal)
    {
        ["http"] = HttpService.From,
    };

    /// <summary>Makes a server; what is wrong with its keys goes to the problems of the scenario. Null for an unknown kind.</summary>
    public static ILabService? Make(ServerSpec spec)
    {
        if (ServerKinds.Read(spec) is { } start) return new StartedServer(spec.Kind, start);
        var settings = spec.Settings.Again();
        settings.Text("on");
        settings.Text("kind");
        if (!Kinds.TryGetValue(spec.Kind, out var make))
        {
            settings.Fault(settings.LineOf("kind"), $"unknown kind of server '{spec.Kind}'", $"未知的服务类型“{spec.Kind}”");
            return null;
        }

        var service = make(settings);
        settings.Done();
        return service;
    }
}
