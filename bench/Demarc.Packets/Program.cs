using System.Diagnostics;
using System.Globalization;
using Demarc.Captures;

// Packet captures without the program around them: what a packet costs, and whether any octets bring the reader down.
return args switch
{
    ["cost", _, ..] => Cost(args[1..]),
    ["fuzz", var folder, var seconds] when int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) => Fuzz(folder, TimeSpan.FromSeconds(time), Environment.TickCount),
    ["fuzz", var folder, var seconds, var again] when int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && int.TryParse(again, CultureInfo.InvariantCulture, out var seed) => Fuzz(folder, TimeSpan.FromSeconds(time), seed),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Demarc.Packets cost FILE… | fuzz FOLDER SECONDS [SEED]");
    return 2;
}

// Each file five times; the least time, and what the last reading allocated on its thread.
static int Cost(string[] files)
{
    Console.WriteLine("file                     packets  connections   packets/s      MB/s   allocated   per packet   per connection");
    foreach (var file in files)
    {
        var bytes = File.ReadAllBytes(file);
        var least = double.MaxValue;
        var (packets, connections, allocated) = (0L, 0L, 0L);
        for (var turn = 0; turn < 5; turn++)
        {
            using var stream = new MemoryStream(bytes);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            var told = CaptureReader.Read(file, static () => "", stream, new() { MostConnections = 0 });
            least = Math.Min(least, watch.Elapsed.TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            (packets, connections) = (told.Packets, told.ConnectionsTotal);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file),-20} {packets,11:#,0} {connections,12:#,0} {packets / least,11:#,0} {bytes.Length / least / 1e6,9:#,0} {allocated / 1e6,8:0.0} MB {(double)allocated / packets,10:0.00} B {(double)allocated / Math.Max(1, connections),12:0} B"));
    }

    return 0;
}

// Files of the folder, changed at random, until the time is over or something is thrown; what threw is kept beside.
static int Fuzz(string folder, TimeSpan time, int seed)
{
    var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length is > 24 and < 2_000_000).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToList();
    var random = new Random(seed);
    var (since, turns, slowest) = (Stopwatch.StartNew(), 0L, 0.0);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, seed {seed}"));
    while (since.Elapsed < time)
    {
        var changed = Change(files[random.Next(files.Count)], files, random);
        var watch = Stopwatch.StartNew();
        try
        {
            var told = CaptureReader.Read("fuzz", static () => "", new MemoryStream(changed));
            Trails.Read(new MemoryStream(changed), told.Connections);
        }
        catch (Exception fault)
        {
            File.WriteAllBytes("fuzz-fault.bin", changed);
            Console.WriteLine($"thrown after {turns} files, kept as fuzz-fault.bin: {fault}");
            return 1;
        }

        slowest = Math.Max(slowest, watch.Elapsed.TotalSeconds);
        turns++;
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{turns:#,0} changed files read, nothing thrown; slowest {slowest:0.00} s, {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB at most"));
    return 0;
}

static byte[] Change(byte[] file, List<byte[]> files, Random random)
{
    var changed = (byte[])file.Clone();
    switch (random.Next(4))
    {
        case 0:
            return changed[..random.Next(changed.Length)];
        case 1:
            for (var n = random.Next(1, 64); n > 0; n--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            return changed;
        case 2:
            var other = files[random.Next(files.Count)];
            return [.. changed[..random.Next(changed.Length)], .. other[random.Next(other.Length)..]];
        default:
            for (var n = random.Next(1, 8); n > 0; n--)
            {
                var at = random.Next(changed.Length - 4);
                BitConverter.TryWriteBytes(changed.AsSpan(at), random.Next(3) switch { 0 => 0u, 1 => uint.MaxValue, _ => (uint)random.Next(70_000) });
            }

            return changed;
    }
}
