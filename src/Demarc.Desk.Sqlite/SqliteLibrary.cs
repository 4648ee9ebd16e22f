using System.Reflection;
using System.Runtime.InteropServices;

namespace Demarc.Desk.Sqlite;

/// <summary>
/// Which SQLite is used: the system's where there is one, since it gets the system's repairs, else the one that comes with the program.
/// The connection and our own calls must end in the same library.
/// </summary>
internal static class SqliteLibrary
{
    private static readonly Lock Gate = new();
    private static bool _ready;

    public static void Prepare()
    {
        lock (Gate)
        {
            if (_ready) return;
            NativeLibrary.SetDllImportResolver(Assembly.Load("SQLitePCLRaw.provider.e_sqlite3"), Resolve);
            NativeLibrary.SetDllImportResolver(typeof(SqliteLibrary).Assembly, Resolve);
            SQLitePCL.Batteries_V2.Init();
            _ready = true;
        }
    }

    /// <summary>0 leaves it to the runtime, which finds the one that comes with the program.</summary>
    private static nint Resolve(string name, Assembly asking, DllImportSearchPath? paths) =>
        name == "e_sqlite3" && OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libsqlite3.so.0", out var handle) ? handle : 0;
}
