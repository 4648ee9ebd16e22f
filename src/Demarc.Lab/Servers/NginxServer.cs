using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Demarc.Lab.Servers;

/// <summary>A page of nginx's own: its path, status and length.</summary>
/// <param name="Denied">Sources that get 403 instead.</param>
/// <param name="Upstreams">Servers behind it, asked in turn; empty = it serves the page itself.</param>
/// <param name="BodyLimit">Largest request body; 0 = nginx's default.</param>
/// <param name="PerSecond">Requests a second and source; 0 = no limit.</param>
/// <param name="Hsts">Adds Strict-Transport-Security.</param>
/// <param name="RedirectToTls">Answers 301 to https.</param>
/// <param name="Protocols">TLS versions spoken, such as <c>TLSv1.2</c>; empty = its default.</param>
public sealed record NginxManner(
    IReadOnlyList<string> Denied,
    IReadOnlyList<IPEndPoint> Upstreams,
    int BodyBytes = 12_000,
    int BodyLimit = 0,
    double PerSecond = 0,
    bool Hsts = false,
    bool RedirectToTls = false,
    string Protocols = "");

/// <summary>nginx with TLS, from a configuration written for one scenario, in a folder of its own.</summary>
public static class NginxServer
{
    public const string Program = "nginx";

    /// <summary>Starts it in a place.</summary>
    /// <exception cref="ServerProgramException">It is absent, or does not start.</exception>
    public static ServerProgram Start(WebPlan plan, NginxManner manner, TestPki pki, IPlace place, TimeProvider clock)
    {
        var path = ServerProgram.Find(Program) ?? throw new ServerProgramException(Program, "is not installed");
        var folder = ServerProgram.NewFolder();
        Directory.CreateDirectory(Path.Combine(folder, "pages"));
        File.WriteAllText(Path.Combine(folder, "pages", "index.html"), Page(manner.BodyBytes));
        File.WriteAllText(Path.Combine(folder, "pages", "big"), Page(300_000));
        if (plan.Tls)
        {
            var certificate = pki.Issue(new(plan.Names, plan.Manner.Leaf, plan.ClockShift));
            File.WriteAllText(Path.Combine(folder, "chain.pem"), certificate.ChainPem);
            File.WriteAllText(Path.Combine(folder, "key.pem"), certificate.KeyPem);
        }

        File.WriteAllText(Path.Combine(folder, "nginx.conf"), Configuration(plan, manner, folder, Environment.IsPrivilegedProcess));
        return ServerProgram.Start(path, ["-e", "stderr", "-p", folder, "-c", Path.Combine(folder, "nginx.conf")], folder, new(plan.Address, plan.Port), place, clock);
    }

    /// <summary>The configuration; every path is below the folder, so that it runs as anybody and in a user namespace too.</summary>
    /// <param name="asRoot">Root (of a user namespace too) must keep its own user: the usual one may not exist there.</param>
    public static string Configuration(WebPlan plan, NginxManner manner, string folder, bool asRoot)
    {
        var text = new StringBuilder();
        if (asRoot) text.Append("user root;\n");
        text.Append(CultureInfo.InvariantCulture, $"daemon off; worker_processes 1; error_log stderr warn; pid {folder}/nginx.pid;\nevents {{ worker_connections 512; }}\nhttp {{\n");
        foreach (var kind in (string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]) text.Append(CultureInfo.InvariantCulture, $"  {kind}_temp_path {folder}/{kind};\n");
        text.Append("  access_log off; default_type text/html;\n");
        if (manner.PerSecond > 0) text.Append(CultureInfo.InvariantCulture, $"  limit_req_zone $binary_remote_addr zone=each:1m rate={(int)Math.Max(1, manner.PerSecond * 60)}r/m;\n");
        if (manner.Upstreams.Count > 0)
        {
            // One failure must not take the bad member out, else there is nothing left to see.
            text.Append("  upstream behind {\n");
            foreach (var each in manner.Upstreams) text.Append(CultureInfo.InvariantCulture, $"    server {each} max_fails=0;\n");
            text.Append("  }\n");
        }

        var address = plan.Address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{plan.Address}]" : plan.Address.ToString();
        text.Append(CultureInfo.InvariantCulture, $"  server {{\n    listen {address}:{plan.Port}{(plan.Tls ? " ssl" : "")};\n    server_name {string.Join(' ', plan.Names)};\n");
        if (plan.Tls) text.Append(CultureInfo.InvariantCulture, $"    ssl_certificate {folder}/chain.pem; ssl_certificate_key {folder}/key.pem;\n");
        if (manner.Protocols.Length > 0) text.Append(CultureInfo.InvariantCulture, $"    ssl_protocols {manner.Protocols};\n");
        if (manner.Hsts) text.Append("    add_header Strict-Transport-Security \"max-age=31536000\" always;\n");
        if (manner.BodyLimit > 0) text.Append(CultureInfo.InvariantCulture, $"    client_max_body_size {manner.BodyLimit};\n");
        foreach (var source in manner.Denied) text.Append(CultureInfo.InvariantCulture, $"    deny {source};\n");
        text.Append("    location / {\n");
        if (manner.PerSecond > 0) text.Append("      limit_req zone=each burst=3 nodelay; limit_req_status 429;\n");
        if (manner.RedirectToTls) text.Append("      return 301 https://$host$request_uri;\n");
        else if (manner.Upstreams.Count > 0) text.Append("      proxy_pass http://behind; proxy_next_upstream off; proxy_connect_timeout 3s; proxy_read_timeout 10s;\n");
        else text.Append(CultureInfo.InvariantCulture, $"      root {folder}/pages; try_files $uri /index.html; error_page 405 =200 /index.html;\n");
        return text.Append("    }\n  }\n}\n").ToString();
    }

    private static string Page(int length)
    {
        const string sentence = "<p>The quick brown fox jumps over the lazy dog, and the page is served whole.</p>\n";
        var text = new StringBuilder("<!doctype html><title>Welcome</title>\n", length + sentence.Length);
        while (text.Length < length) text.Append(sentence);
        return text.ToString(0, Math.Max(1, length));
    }
}
