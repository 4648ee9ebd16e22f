namespace Demarc.Testing.Mail;

/// <summary>Writes the files a <see cref="PostfixServer"/> runs from.</summary>
internal static class PostfixFiles
{
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode RunByAll = ReadByAll | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public static void Write(string folder, int port, PostfixSetup setup)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        // Postfix drops its privileges, and still has to get in.
        File.SetUnixFileMode(folder, RunByAll);
        foreach (var name in new[] { "conf", "queue", "data", "mail" }) Directory.CreateDirectory(Path.Combine(folder, name), RunByAll);
        Own(Path.Combine(folder, "data"), "postfix");
        Own(Path.Combine(folder, "mail"), "nobody");
        var conf = Path.Combine(folder, "conf");
        File.WriteAllText(Path.Combine(conf, "main.cf"), Main(folder, setup));
        File.WriteAllText(Path.Combine(conf, "master.cf"), Master(folder, port, setup));
        File.WriteAllText(Path.Combine(conf, "mailboxes"), Lines(setup.Mailboxes.Concat(setup.Pipes.Keys).Select(address => $"{address} {address}/")));
        File.WriteAllText(Path.Combine(conf, "transports"), Lines(setup.Pipes.Keys.Select((address, i) => $"{address} pipe{i}:")));
        if (setup.KeyAndCertificatePem is { } pem)
        {
            var file = Path.Combine(conf, "certificate.pem");
            File.WriteAllText(file, pem);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        foreach (var (command, i) in setup.Pipes.Values.Select((command, i) => (command, i)))
        {
            var script = Path.Combine(folder, $"pipe{i}");
            File.WriteAllText(script, $"#!/bin/sh\n{command}\n");
            File.SetUnixFileMode(script, RunByAll);
        }
    }

    private static string Main(string folder, PostfixSetup setup) => Lines([
        "compatibility_level = 3.6",
        $"queue_directory = {folder}/queue",
        $"data_directory = {folder}/data",
        $"maillog_file = {folder}/mail.log",
        $"maillog_file_prefixes = {folder}",
        "inet_interfaces = 127.0.0.1",
        "inet_protocols = ipv4",
        "myhostname = mail.example.com",
        "mydestination =",
        "mynetworks = 127.0.0.0/8",
        "alias_maps =",
        "smtpd_peername_lookup = no",
        "smtpd_relay_restrictions = reject_unauth_destination",
        "default_transport = error:5.4.4 nothing leaves this machine",
        "relay_transport = error:5.4.4 nothing leaves this machine",
        "notify_classes =",
        $"virtual_mailbox_domains = {string.Join(' ', setup.Mailboxes.Concat(setup.Pipes.Keys).Select(address => address[(address.LastIndexOf('@') + 1)..]).Distinct(StringComparer.Ordinal))}",
        $"virtual_mailbox_base = {folder}/mail",
        $"virtual_mailbox_maps = texthash:{folder}/conf/mailboxes",
        $"transport_maps = texthash:{folder}/conf/transports",
        "virtual_uid_maps = static:65534",
        "virtual_gid_maps = static:65534",
        "virtual_mailbox_limit = 0",
        "message_size_limit = 50000000",
        .. setup.KeyAndCertificatePem is null ? Array.Empty<string>() : [$"smtpd_tls_chain_files = {folder}/conf/certificate.pem", "smtpd_tls_security_level = may"],
        .. setup.Settings,
    ]);

    /// <summary>The services of Debian's own file, without chroot and without those that send elsewhere.</summary>
    private static string Master(string folder, int port, PostfixSetup setup) => Lines([
        $"127.0.0.1:{port} inet n - n - - smtpd",
        "cleanup unix n - n - 0 cleanup",
        "qmgr unix n - n 300 1 qmgr",
        "tlsmgr unix - - n 1000? 1 tlsmgr",
        "rewrite unix - - n - - trivial-rewrite",
        "bounce unix - - n - 0 bounce",
        "defer unix - - n - 0 bounce",
        "trace unix - - n - 0 bounce",
        "verify unix - - n - 1 verify",
        "proxymap unix - - n - - proxymap",
        "error unix - - n - - error",
        "retry unix - - n - - error",
        "discard unix - - n - - discard",
        "virtual unix - n n - - virtual",
        "anvil unix - - n - 1 anvil",
        "showq unix n - n - - showq",
        "postlog unix-dgram n - n - 1 postlogd",
        .. setup.Pipes.Select((_, i) => $"pipe{i} unix - n n - 4 pipe flags=Rq user={setup.PipeUser} null_sender= argv={folder}/pipe{i} ${{sender}} ${{recipient}}"),
    ]);

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private static void Own(string path, string user)
    {
        using var chown = System.Diagnostics.Process.Start("chown", [user, path]);
        chown.WaitForExit();
    }
}
