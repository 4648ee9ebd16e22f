using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Demarc.Desk.Store;

/// <summary>The database and the clock together, as every part of the desk uses them.</summary>
public sealed class DeskStore(IDeskDatabase database, TimeProvider clock) : IDisposable
{
    /// <summary>Connections kept for the next reading: opening one costs more than most questions, and a page asks many.</summary>
    private const int MostKept = 4;

    private readonly ConcurrentBag<DeskReading> _readers = [];
    private readonly Lock _gate = new();
    private ulong _lastPlace;

    public TimeProvider Clock { get; } = clock;

    public IDeskDatabase Database { get; } = database;

    /// <summary>Reads in a connection that nobody else uses meanwhile.</summary>
    public T Read<T>(Func<DeskReading, T> ask)
    {
        var reading = _readers.TryTake(out var kept) ? kept : new DeskReading(Database.Open(), null);
        T answer;
        try
        {
            answer = ask(reading);
        }
        catch
        {
            reading.Dispose();
            throw;
        }

        if (_readers.Count < MostKept) _readers.Add(reading);
        else reading.Dispose();
        return answer;
    }

    /// <summary>Closes the connections that were kept.</summary>
    public void Dispose()
    {
        while (_readers.TryTake(out var kept)) kept.Dispose();
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
