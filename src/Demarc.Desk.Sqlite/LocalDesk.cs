using Demarc.Reasoning;

namespace Demarc.Desk.Sqlite;

/// <summary>The desk in a folder of this machine: one file of rows, the artifacts and the key beside it.</summary>
public static class LocalDesk
{
    /// <summary><c>DEMARC_HOME</c>, else the XDG data folder.</summary>
    public static string Home(Func<string, string?> variable)
    {
        if (variable("DEMARC_HOME") is { Length: > 0 } home) return Path.GetFullPath(home);
        if (variable("XDG_DATA_HOME") is { Length: > 0 } data) return Path.Combine(data, "demarc");
        return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "demarc");
    }

    /// <summary>Opens the desk; its folder is made where it is not there, for its owner alone.</summary>
    public static CaseDesk Open(string home, TimeProvider clock, Func<CauseCatalogue> catalogue, string version)
    {
        if (!Directory.Exists(home))
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(home);
            else Directory.CreateDirectory(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new(new SqliteDeskDatabase(Path.Combine(home, "desk.db")), home, clock, catalogue, version);
    }
}
