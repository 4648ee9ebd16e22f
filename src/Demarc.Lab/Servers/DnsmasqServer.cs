using System.Globalization;

namespace Demarc.Lab.Servers;

/// <summary>dnsmasq as a server of names: only what the scenario says, nothing of this machine's own configuration.</summary>
public static class DnsmasqServer
{
    public const string Program = "dnsmasq";

    /// <summary>Starts it in a place.</summary>
    /// <exception cref="ServerProgramException">It is absent, or does not start.</exception>
    public static ServerProgram Start(NamePlan plan, IPlace place, TimeProvider clock)
    {
        var path = ServerProgram.Find(Program) ?? throw new ServerProgramException(Program, "is not installed");
        return ServerProgram.Start(path, Arguments(plan), ServerProgram.NewFolder(), new(plan.Address, plan.Port), place, clock);
    }

    /// <summary>Its command line: in the foreground, as the user it was started by (empty names), without files of the machine.</summary>
    public static IReadOnlyList<string> Arguments(NamePlan plan)
    {
        List<string> arguments =
        [
            "--keep-in-foreground", "--conf-file=/dev/null", "--no-hosts", "--no-resolv", "--no-poll", "--no-dhcp-interface=", "--pid-file=", "--user=", "--group=",
            "--bind-interfaces", $"--listen-address={plan.Address}", string.Create(CultureInfo.InvariantCulture, $"--port={plan.Port}"),
            string.Create(CultureInfo.InvariantCulture, $"--local-ttl={plan.Ttl}"), "--log-facility=-",
        ];
        foreach (var (name, addresses) in plan.Records.OrderBy(record => record.Key, StringComparer.Ordinal))
            arguments.Add($"--host-record={name},{string.Join(',', addresses)}");

        // Anything else does not exist; without this it would be refused for want of a server to ask.
        arguments.Add("--address=/#/");
        return arguments;
    }
}
