using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Demarc.Desk.Finding;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Demarc.Desk.Sqlite.Search;

/// <summary>
/// Gives FTS5 our words (<see cref="SearchWords"/>) as the tokenizer <c>demarc</c>, by the C interface of "Custom Tokenizers" in SQLite's
/// FTS5 documentation. SQLite calls in from native frames, so nothing here may throw. Each new connection needs it again.
/// </summary>
internal static unsafe class SearchTokenizer
{
    private const int Ok = 0;
    private const int Error = 1;
    private const int Query = 0x0001;
    private const int Colocated = 0x0001;

    public static void Register(SqliteConnection connection)
    {
        var database = connection.Handle!;
        Api* api = null;
        var name = "fts5_api_ptr\0"u8;
        if (raw.sqlite3_prepare_v2(database, "SELECT fts5(?1)", out var statement) != Ok) throw new InvalidOperationException("this SQLite has no FTS5");
        using (statement)
        {
            fixed (byte* pointerName = name)
            {
                if (BindPointer((void*)statement.DangerousGetHandle(), 1, &api, pointerName, null) != Ok) throw new InvalidOperationException("SQLite did not take the pointer for FTS5");
            }

            raw.sqlite3_step(statement);
        }

        if (api is null) throw new InvalidOperationException("SQLite gave no interface to FTS5");
        var tokenizer = new Tokenizer { Create = &Create, Delete = &Delete, Tokenize = &Tokenize };
        fixed (byte* own = "demarc\0"u8)
        {
            if (api->CreateTokenizer(api, own, null, &tokenizer, null) != Ok) throw new InvalidOperationException("FTS5 did not take the tokenizer");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Create(void* context, byte** arguments, int count, void** made)
    {
        *made = (void*)1;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Delete(void* made)
    {
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Tokenize(void* made, void* context, int flags, byte* text, int length, delegate* unmanaged[Cdecl]<void*, int, byte*, int, int, int, int> token)
    {
#pragma warning disable CA1031 // An exception cannot pass through SQLite's frames.
        try
        {
            var sink = new Sink(context, token);
            SearchWords.Split(new ReadOnlySpan<byte>(text, length), (flags & Query) != 0, ref sink, static (ref Sink it, ReadOnlySpan<byte> word, int from, int to, bool samePlace) => it.Take(word, from, to, samePlace));
            return sink.Result;
        }
        catch (Exception)
        {
            return Error;
        }
#pragma warning restore CA1031
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_bind_pointer", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int BindPointer(void* statement, int index, void* pointer, byte* type, void* destroy);

    private struct Sink(void* context, delegate* unmanaged[Cdecl]<void*, int, byte*, int, int, int, int> token)
    {
        public int Result { get; private set; }

        public bool Take(ReadOnlySpan<byte> word, int from, int to, bool samePlace)
        {
            fixed (byte* octets = word)
            {
                Result = token(context, samePlace ? Colocated : 0, octets, word.Length, from, to);
            }

            return Result == Ok;
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Tokenizer
    {
        public delegate* unmanaged[Cdecl]<void*, byte**, int, void**, int> Create;
        public delegate* unmanaged[Cdecl]<void*, void> Delete;
        public delegate* unmanaged[Cdecl]<void*, void*, int, byte*, int, delegate* unmanaged[Cdecl]<void*, int, byte*, int, int, int, int>, int> Tokenize;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Api
    {
#pragma warning disable CS0649 // Filled by SQLite.
        public int Version;
        public delegate* unmanaged[Cdecl]<Api*, byte*, void*, Tokenizer*, void*, int> CreateTokenizer;
#pragma warning restore CS0649
    }
}
