using System.Diagnostics;
using System.Net;
using System.Text;
using Demarc.Lab.Scenarios;

namespace Demarc.Lab;

/// <summary>
/// What programs in a host see of names: its own hosts file, resolv.conf and nsswitch.conf, laid over the machine's for those
/// programs only. And the words that start a program in a host.
/// </summary>
internal sealed class HostFiles
{
    /// <summary>Lays the files over the machine's, then becomes the program. Where a machine lacks a file there is nothing to cover.</summary>
    private const string Enter = """
        folder=$1; shift
        for file in hosts resolv.conf nsswitch.conf; do
            [ -e "/etc/$file" ] && mount --bind "$folder/$file" "/etc/$file"
        done
        mount -t sysfs sysfs /sys 2>/dev/null
        exec "$@"
        """;

    private readonly HostSpec _host;
    private readonly string _folder;
    private readonly string _namespacePath;

    public HostFiles(Scenario scenario, HostSpec host, string folder, string namespacePath, string roots)
    {
        (_host, _folder, _namespacePath) = (host, folder, namespacePath);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "hosts"), Hosts(scenario));
        File.WriteAllText(Path.Combine(folder, "resolv.conf"), Resolvers(scenario));
        File.WriteAllText(TrustFile, roots + "\n");
        File.WriteAllText(Path.Combine(folder, "nsswitch.conf"), "passwd: files\ngroup: files\nhosts: files dns\n");
    }

    /// <summary>The roots its programs trust.</summary>
    public string TrustFile => Path.Combine(_folder, "roots.pem");

    /// <summary>What starts a program in the host.</summary>
    /// <param name="unprivileged">As a user without rights.</param>
    public ProcessStartInfo Command(IReadOnlyList<string> words, bool unprivileged = false)
    {
        string[] drop = unprivileged ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--"] : [];
        var start = new ProcessStartInfo("nsenter", ["--net=" + _namespacePath, "--", "unshare", "--mount", "--propagation", "private", "--", "sh", "-c", Enter, "sh", _folder, .. drop, .. _host.Wrap ?? [], .. words]);
        foreach (var variable in (string[])["SSL_CERT_FILE", "CURL_CA_BUNDLE"]) start.Environment[variable] = TrustFile;
        foreach (var (key, value) in _host.Environment ?? []) start.Environment[key] = value;
        return start;
    }

    private string Hosts(Scenario scenario)
    {
        var text = new StringBuilder("127.0.0.1 localhost\n::1 localhost\n");
        var known = scenario.Servers.Any(server => server.Kind == "dns") ? [] : scenario.Names;
        foreach (var (name, address) in _host.HostsFile ?? []) text.Append(address).Append(' ').Append(name).Append('\n');
        foreach (var name in known)
        {
            foreach (var address in name.Addresses) text.Append(address).Append(' ').Append(name.Name).Append('\n');
        }

        return text.ToString();
    }

    private string Resolvers(Scenario scenario)
    {
        var named = _host.Resolvers ?? [.. scenario.Servers.Where(server => server.Kind == "dns").Select(server => server.On).Take(1)];
        var text = new StringBuilder();
        foreach (var each in named)
        {
            var address = scenario.Network.Host(each)?.Address ?? (IPAddress.TryParse(each, out var written) ? written : null);
            if (address is not null) text.Append("nameserver ").Append(address).Append('\n');
        }

        foreach (var option in _host.ResolverOptions ?? []) text.Append("options ").Append(option).Append('\n');
        return text.Length > 0 ? text.ToString() : "# no resolver in this lab\n";
    }
}
