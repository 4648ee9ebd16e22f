using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Demarc.Desk.Tests.Intake;

namespace Demarc.Desk.Tests.Crash;

/// <summary>
/// What the workers are told, and what they acknowledged. A mail or a file that was not acknowledged is given again, as a mail server or
/// a person would.
/// </summary>
internal sealed class Plan(string folder, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();
    private readonly Queue<Job> _again = [];
    private readonly List<string> _cases = [];
    private readonly List<string> _messages = [];
    private int _count;

    /// <summary>Text of a mail, and whether the desk said it took it.</summary>
    public ConcurrentDictionary<string, string?> Mails { get; } = [];

    /// <summary>Texts of mails the desk said it queued, with their names in the outbox.</summary>
    public ConcurrentDictionary<string, string> Queued { get; } = [];

    /// <summary>Hashes of files the desk said it added, with the names of their rows.</summary>
    public ConcurrentDictionary<string, string> Files { get; } = [];

    public ConcurrentDictionary<string, bool> Closed { get; } = [];

    /// <summary>What was given and not acknowledged so far.</summary>
    public int Open
    {
        get
        {
            lock (_gate) return _again.Count;
        }
    }

    /// <summary>The next thing to do; only what is left over, where nothing new is wanted.</summary>
    public Job? Next(bool onlyLeft = false)
    {
        lock (_gate)
        {
            if (_again.TryDequeue(out var left)) return left;
            if (onlyLeft) return null;
            var number = ++_count;
            var caseId = _cases.Count == 0 ? null : _cases[_random.Next(_cases.Count)];
            return (caseId is null ? 0 : _random.Next(10)) switch
            {
                < 3 => number % 2 == 0 ? Dropped(number) : Mail(number),
                < 5 => new("queue", $"queue\t{caseId}\tletter {number} of the desk, long enough to be told from others", $"letter {number} of the desk, long enough to be told from others"),
                < 7 => new("send", "send", ""),
                < 9 => File(number, caseId!),
                _ => new("close", $"close\t{caseId}", caseId!),
            };
        }
    }

    /// <summary>Notes the answer; null for none.</summary>
    public void Answered(Job job, string? answer)
    {
        lock (_gate)
        {
            if (answer is null)
            {
                if (job.Verb is "mail" or "evidence" or "folder") _again.Enqueue(job);
                return;
            }

            var words = answer.Split('\t');
            words[0].ShouldBe(job.Verb, answer);
            switch (job.Verb)
            {
                case "mail":
                    Mails[job.Key] = words[1];
                    if (words[1] == "Opened") _cases.Add(words[2]);
                    break;
                case "folder" when words[2].Length > 0:
                    // The other worker looks into it at this moment, or its killer has not let go of it yet.
                    _again.Enqueue(job);
                    break;
                case "folder":
                    Mails[job.Key] = "Taken";
                    break;
                case "queue":
                    Queued[job.Key] = words[1];
                    break;
                case "evidence":
                    Files[job.Key] = words[1];
                    break;
                case "close":
                    Closed[job.Key] = true;
                    _cases.Remove(job.Key);
                    break;
            }
        }
    }

    private Job Mail(int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"mail number {number}: the page does not open, please have a look at it");
        var letter = Intake.Mails.Letter(string.Create(CultureInfo.InvariantCulture, $"mail {number}"), text);
        if (_messages.Count > 0 && number % 3 == 0) letter = letter with { InReplyTo = _messages[_random.Next(_messages.Count)] };
        else _messages.Add(letter.MessageId);
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}.eml"));
        System.IO.File.WriteAllBytes(file, letter.Octets());
        Mails[text] = null;
        return new("mail", $"mail\t{file}", text);
    }

    /// <summary>A mail that is put into a mail folder, whole.</summary>
    private Job Dropped(int number)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"dropped number {number}: the page does not open, please have a look at it");
        var drop = Directory.CreateDirectory(Path.Combine(folder, "drop")).FullName;
        var file = Path.Combine(drop, string.Create(CultureInfo.InvariantCulture, $"{number}.eml"));
        System.IO.File.WriteAllBytes(file + ".part", Intake.Mails.Letter(string.Create(CultureInfo.InvariantCulture, $"dropped {number}"), text).Octets());
        System.IO.File.SetLastWriteTimeUtc(file + ".part", new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        System.IO.File.Move(file + ".part", file);
        Mails[text] = null;
        return new("folder", $"folder\t{drop}", text);
    }

    private Job File(int number, string caseId)
    {
        var octets = new byte[_random.Next(1, 400_000)];
        _random.NextBytes(octets);
        octets[0] = 0;
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}.bin"));
        System.IO.File.WriteAllBytes(file, octets);
        return new("evidence", $"evidence\t{caseId}\t{file}", Convert.ToHexStringLower(SHA256.HashData(octets)));
    }
}

/// <summary>One thing for a worker to do.</summary>
/// <param name="Verb">Which.</param>
/// <param name="Line">As it is said to the worker.</param>
/// <param name="Key">What it is known by.</param>
internal sealed record Job(string Verb, string Line, string Key);
