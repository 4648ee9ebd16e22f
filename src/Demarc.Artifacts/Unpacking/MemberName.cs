using System.Text;

namespace Demarc.Artifacts.Unpacking;

/// <summary>
/// Names inside archives. Nothing is written to disk, so a name cannot do harm here; one that tries to leave the
/// archive is a sign of tampering all the same, and must not be shown as if it were a path of this machine.
/// </summary>
internal static class MemberName
{
    private const int Longest = 512;

    /// <summary>A plain relative path with forward slashes; false for <c>../x</c>, <c>/x</c>, <c>C:\x</c>, control characters.</summary>
    public static bool TryRead(string raw, out string name)
    {
        name = Printable(raw).Replace('\\', '/');
        while (name.StartsWith("./", StringComparison.Ordinal)) name = name[2..];
        if (name.Length is 0 or > Longest || raw.AsSpan().IndexOfAnyInRange('\0', '\x1f') >= 0) return Shorten(ref name);
        if (name[0] == '/' || (name.Length > 1 && name[1] == ':' && char.IsAsciiLetter(name[0]))) return Shorten(ref name);
        foreach (var part in name.Split('/'))
        {
            if (part == "..") return Shorten(ref name);
        }

        return true;
    }

    /// <summary>Whether the system that packed it hides the member: dot files, resource forks.</summary>
    public static bool IsHidden(string name)
    {
        foreach (var part in name.Split('/'))
        {
            if ((part.StartsWith('.') && part != ".") || part == "__MACOSX") return true;
        }

        return false;
    }

    private static bool Shorten(ref string name)
    {
        if (name.Length > Longest) name = name[..Longest] + "…";
        return false;
    }

    private static string Printable(string raw)
    {
        if (raw.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0) return raw;
        var shown = new StringBuilder(raw);
        for (var i = 0; i < shown.Length; i++)
        {
            if (shown[i] < ' ') shown[i] = '?';
        }

        return shown.ToString();
    }
}
