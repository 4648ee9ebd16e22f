using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Demarc.Desk.Store;

/// <summary>The database and the clock together, as every part of the desk uses them.</summary>
public sealed class DeskStore(IDeskDatabase database, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private ulong _lastPlace;

    public TimeProvider Clock { get; } = clock;

    public IDeskDatabase Database { get; } = database;

    /// <summary>Reads in a connection of its own.</summary>
    public T Read<T>(Func<DeskReading, T> ask)
    {
        using var reading = new DeskReading(Database.Open(), null);
        return ask(reading);
    }

    /// <summary>Changes all of something or nothing of it.</summary>
    public T Write<T>(Actor actor, Func<DeskWriting, T> change)
    {
        var connection = Database.Open();
        using var writing = new DeskWriting(Database, connection, Database.BeginWriting(connection), actor, Clock.GetUtcNow());
        var result = change(writing);
        writing.Commit();
        return result;
    }

    /// <inheritdoc cref="Write{T}"/>
    public void Write(Actor actor, Action<DeskWriting> change) => Write(actor, writing =>
    {
        change(writing);
        return true;
    });

    /// <summary>A new name for a row: sorts by when it was made, also within a millisecond of one process, and cannot be guessed.</summary>
    public string NewId()
    {
        Span<byte> octets = stackalloc byte[16];
        RandomNumberGenerator.Fill(octets);
        BinaryPrimitives.WriteUInt64BigEndian(octets, NextPlace());
        return Convert.ToHexStringLower(octets);
    }

    /// <summary>Milliseconds in the upper 48 bits, a count within them below.</summary>
    private ulong NextPlace()
    {
        var now = (ulong)Clock.GetUtcNow().ToUnixTimeMilliseconds() << 16;
        lock (_gate) return _lastPlace = now > _lastPlace ? now : _lastPlace + 1;
    }
}
