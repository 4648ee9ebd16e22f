using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>
/// A server that is killed again and again while uploads run. After each start the offset is at least what was acknowledged, the octets
/// up to it are the file's, and in the end every file is whole. <c>DEMARC_CRASH_ROUNDS</c> sets how many rounds.
/// </summary>
public sealed class CrashTests
{
    private const int Uploads = 3;
    private const int KillsARound = 6;

    [Fact]
    public async Task A_server_killed_at_any_moment_loses_nothing_it_acknowledged_and_doubles_nothing()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("DEMARC_CRASH_ROUNDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 2;
        var cut = 0;
        for (var round = 0; round < rounds; round++) cut += await RoundAsync(round);
        if (rounds > 0) cut.ShouldBeGreaterThan(0, "no kill met an upload on its way");
    }

    /// <summary>One folder, some uploads, some kills, then to the end. Returns how many requests a kill broke off.</summary>
    private static async Task<int> RoundAsync(int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        var completed = new ConcurrentQueue<string>();
        var senders = Enumerable.Range(0, Uploads).Select(number => new Sender(seed * 10 + number)).ToList();
        for (var kill = 0; kill < KillsARound; kill++)
        {
            using var server = await ServerProcess.StartAsync(folder.Path, completed);
            foreach (var sender in senders) await sender.CompareAsync(server.Address, folder.File("uploads"), seed);
            var sending = senders.Select(sender => sender.SendAsync(server.Address)).ToList();
            await Task.Delay(random.Next(0, 250));
            await server.KillAsync();
            await Task.WhenAll(sending);
        }

        using var last = await ServerProcess.StartAsync(folder.Path, completed);
        foreach (var sender in senders)
        {
            await sender.CompareAsync(last.Address, folder.File("uploads"), seed);
            await sender.SendAsync(last.Address);
            sender.Acknowledged.ShouldBe(sender.Octets.Length, $"seed {seed}");
        }

        foreach (var sender in senders)
        {
            var taken = Path.Combine(folder.Path, "taken", sender.Id!);
            for (var tries = 0; !File.Exists(taken) || !completed.Any(line => line.Contains(sender.Id!)); tries++)
            {
                tries.ShouldBeLessThan(1000, $"seed {seed}: the app was not told");
                await Task.Delay(20);
            }

            var hash = UploadDesk.Sha256(sender.Octets);
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(taken))).ShouldBe(hash, $"seed {seed}");
            completed.Where(line => line.Contains(sender.Id!)).Distinct().ShouldHaveSingleItem().ShouldEndWith(hash);
        }

        return senders.Sum(sender => sender.BrokenOff);
    }

    /// <summary>One file on its way, in parts of different sizes, some with a checksum.</summary>
    private sealed class Sender(int seed)
    {
        private readonly Random random = new(seed);

        public byte[] Octets { get; } = UploadDesk.Octets(new Random(seed).Next(1_000_000, 40_000_000), seed);

        public string? Id { get; private set; }

        /// <summary>Octets the server said it has.</summary>
        public long Acknowledged { get; private set; }

        public int BrokenOff { get; private set; }

        /// <summary>Holds what a new server says against what the last one acknowledged, and what lies on disk against the file.</summary>
        public async Task CompareAsync(Uri server, string folder, int round)
        {
            if (Id is null) return;
            using var client = new TusClient(server);
            var offset = await client.OffsetAsync(Address(client));
            offset.ShouldBeInRange(Acknowledged, Octets.Length, $"seed {round}");
            Acknowledged = offset;
            var data = Path.Combine(folder, Id, "data");
            // A finished one may have been taken just now.
            if (offset == Octets.Length) return;
            (await File.ReadAllBytesAsync(data)).AsSpan(0, (int)offset).SequenceEqual(Octets.AsSpan(0, (int)offset)).ShouldBeTrue($"seed {round}");
        }

        /// <summary>Sends until the end or until the server is gone.</summary>
        public async Task SendAsync(Uri server)
        {
            using var client = new TusClient(server);
            try
            {
                Id ??= (await client.CreateAsync(Octets.Length, metadata: TusClient.Metadata(("filename", "crash.bin")))).Segments[^1];
                while (Acknowledged < Octets.Length)
                {
                    var part = Octets.AsMemory((int)Acknowledged, (int)Math.Min(random.Next(1, 16_000_000), Octets.Length - Acknowledged)).ToArray();
                    (string, string)[] promise = random.Next(3) == 0 ? [("Upload-Checksum", "sha256 " + Convert.ToBase64String(SHA256.HashData(part)))] : [];
                    using var answer = await client.PatchAsync(Address(client), Acknowledged, part, promise);
                    ((int)answer.StatusCode).ShouldBe(204);
                    Acknowledged += part.Length;
                }
            }
            catch (HttpRequestException)
            {
                BrokenOff++;
            }
        }

        private Uri Address(TusClient client) => new(client.Collection() + "/" + Id);
    }
}
