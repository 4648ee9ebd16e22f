using System.Globalization;
using Demarc.Reasoning;

namespace Demarc.Desk.Requests;

/// <summary>
/// Puts the case's host, address, port and page into command templates. They come from strangers' text and end up in a
/// customer's shell, so only plain ones get in; a word in capitals stands where there is none.
/// </summary>
internal sealed class CommandFill
{
    /// <summary>What the catalogue writes where the client's address belongs.</summary>
    private const string ClientPlaceholder = "192.0.2.10";

    /// <summary>What the catalogue says of that place, which is no longer true once it is filled.</summary>
    private static readonly string[] ClientHints = [", with the client's public address in place of 192.0.2.10", "，把 192.0.2.10 换成客户端公网地址"];

    private readonly (string Name, string Value)[] _places;
    private readonly bool _knowsClient;

    public CommandFill(string? target, RequestScene scene)
    {
        Host = Plain(Hosts.HostOf(target));
        Port = Hosts.PortOf(target) ?? 443;
        var host = Host ?? "HOST";
        var written = target?.Replace("\\:", ":", StringComparison.Ordinal);
        var url = written is not null && written.Contains("://", StringComparison.Ordinal) ? Plain(written) : null;
        var address = scene.Addresses.Where(Hosts.IsAddress).Select(Plain).FirstOrDefault(text => text is not null) ?? host;
        var client = Hosts.IsAddress(scene.ClientAddress) ? Plain(scene.ClientAddress) ?? ClientPlaceholder : ClientPlaceholder;
        _knowsClient = client != ClientPlaceholder;
        _places =
        [
            ("{host}", host), ("{address}", address), ("{client}", client), (ClientPlaceholder, client),
            ("{port}", Port.ToString(CultureInfo.InvariantCulture)), ("{url}", url ?? $"{(Port == 80 ? "http" : "https")}://{host}/"),
        ];
    }

    /// <summary>The target's host; null when nothing plain names it.</summary>
    public string? Host { get; }

    public int Port { get; }

    /// <summary>The template with every place filled; null stays null.</summary>
    public string? In(string? template)
    {
        if (template is null) return null;
        foreach (var (name, value) in _places) template = template.Replace(name, value, StringComparison.Ordinal);
        return template;
    }

    /// <summary>What to do, without telling to fill in what is filled in already.</summary>
    public string Said(string text)
    {
        foreach (var hint in ClientHints)
        {
            if (_knowsClient) text = text.Replace(hint, "", StringComparison.Ordinal);
        }

        return text;
    }

    private static string? Plain(string? text) =>
        text is { Length: > 0 and < 300 } && text[0] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '/' or '_' or '%' or '=' or '~') ? text : null;
}
