using Demarc.Transcripts.Tables;

namespace Demarc.Transcripts.Sysctl;

/// <summary>
/// <c>net.ipv4.tcp_tw_recycle = 0</c> (Linux, also a line of sysctl.conf) and <c>net.inet.tcp.mssdflt: 512</c> (macOS and
/// the BSDs): a line that is nothing but the assignment of a dotted kernel name.
/// </summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Value">Its value with single blanks; empty when printed empty.</param>
/// <param name="IsSure">Name and value can be nothing else; otherwise only the lines around tell.</param>
internal sealed record SysctlLine(string Name, string Value, bool IsSure)
{
    public static SysctlLine? Parse(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t");
        if (line.Length is < 6 or > 2000) return null;
        var end = line.IndexOfAnyExcept(NameCharacters);
        if (end < 4) return null;
        var colon = line[end] == ':' && (end + 1 == line.Length || line[end + 1] == ' ');
        var name = line[..end];
        var rest = line[end..].TrimStart(" \t");
        if (!colon && rest is not ['=', ..]) return null;
        if (colon && rest is not [':', ..]) return null;
        if (!IsDotted(name)) return null;
        var value = Fields.Collapse(WithoutRemark(rest[1..]));
        return new SysctlLine(name.ToString(), value, IsKernelName(name, colon) && IsPlain(value));
    }

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/@%");

    private static bool IsDotted(ReadOnlySpan<char> name)
    {
        var root = name.IndexOf('.');
        if (root < 2 || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal)) return false;
        return name[..root] is "net" or "kernel" or "vm" or "fs" or "kern" or "hw" or "user" or "debug" or "dev" or "abi" or "crypto" or "sunrpc"
            or "machdep" or "vfs" or "security" or "kdbg" or "kperf" or "audit" or "ktrace" or "vsyscall" or "xpc" or "compat" or "p1003_1b";
    }

    /// <summary>Names that no other program's settings use.</summary>
    private static bool IsKernelName(ReadOnlySpan<char> name, bool colon)
    {
        foreach (var prefix in colon ? BsdPrefixes : LinuxPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private static readonly string[] LinuxPrefixes =
    [
        "net.ipv4.", "net.ipv6.", "net.core.", "net.netfilter.", "net.nf_", "net.bridge.", "net.unix.", "net.mptcp.", "net.inet.", "net.inet6.",
        "vm.", "kernel.", "fs.file-max", "fs.file-nr", "fs.nr_open", "fs.inotify.", "fs.aio-", "kern.",
    ];

    private static readonly string[] BsdPrefixes = ["net.inet.", "net.inet6.", "net.link.", "net.local.", "net.key.", "net.isr.", "kern.", "vm.", "hw.", "machdep.", "vfs."];

    /// <summary>Numbers, or one word: what else follows may be a sentence about the setting.</summary>
    private static bool IsPlain(string value)
    {
        if (value.Length == 0) return false;
        var word = true;
        var numbers = true;
        foreach (var c in value)
        {
            word &= char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '+' or '|' or '%';
            numbers &= char.IsAsciiDigit(c) || c is ' ' or '-' or '.' or ',';
        }

        return (word || numbers) && value[^1] is not ('.' or ',' or ':');
    }

    private static ReadOnlySpan<char> WithoutRemark(ReadOnlySpan<char> value)
    {
        foreach (var mark in (ReadOnlySpan<string>)[" #", "\t#", " //", "←", " <--"])
        {
            var at = value.IndexOf(mark);
            if (at > 0) value = value[..at];
        }

        return value;
    }
}
