using System.Text;
using System.Text.Json;
using Demarc.Model;
using Demarc.Transcripts;

// What the readers find: one line a block, or the observations as JSON.
return args switch
{
    ["blocks", _, ..] => Blocks(args[1..]),
    ["json", _, ..] => Json(args[1..]),
    ["cost", var file] => Cost(file),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Demarc.Readers blocks PATH… | json PATH… | cost FILE");
    return 2;
}

static int Blocks(string[] paths)
{
    long bytes = 0;
    int files = 0, blocks = 0;
    foreach (var file in paths.SelectMany(Files))
    {
        var text = File.ReadAllText(file, Encoding.UTF8);
        bytes += text.Length;
        files++;
        var result = Read(file, text);
        foreach (var group in result.Observations.GroupBy(o => o.Tool))
        {
            // Rows one under another are one block.
            (int First, int Last, SortedSet<string> Kinds)? open = null;
            foreach (var one in group)
            {
                if (one.Evidence.Lines is not [var first, var last]) continue;
                if (open is { } block && first <= block.Last + 2 && last >= block.First - 2)
                {
                    block.Kinds.Add(one.Kind);
                    open = (Math.Min(block.First, first), Math.Max(block.Last, last), block.Kinds);
                    continue;
                }

                Print(open, group.Key);
                open = (first, last, [one.Kind]);
            }

            Print(open, group.Key);
        }

        foreach (var unread in result.Unread.Where(unread => unread.Reason.Contains("failed", StringComparison.Ordinal))) Console.WriteLine($"{file}:{unread.Lines?[0]}\t{unread.Reason}");

        void Print((int First, int Last, SortedSet<string> Kinds)? block, string? tool)
        {
            if (block is not { } one) return;
            blocks++;
            var line = text.Split('\n')[one.First - 1].Trim();
            Console.WriteLine($"{file}:{one.First}-{one.Last}\t{tool}\t{string.Join(' ', one.Kinds)}\t{line[..Math.Min(line.Length, 160)]}");
        }
    }

    Console.WriteLine($"{blocks} blocks in {files} files, {bytes / 1e6:F1} million characters");
    return 0;
}

static int Json(string[] paths)
{
    var options = new JsonSerializerOptions(ModelJson.Readable.Options) { WriteIndented = false };
    foreach (var file in paths.SelectMany(Files))
    {
        var result = Read(file, File.ReadAllText(file, Encoding.UTF8));
        Console.WriteLine($"{file}\t{JsonSerializer.Serialize(result.Observations, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<IReadOnlyList<Observation>>)options.GetTypeInfo(typeof(IReadOnlyList<Observation>)))}");
    }

    return 0;
}

static ReadResult Read(string file, string text) => TranscriptReader.Read(new EvidenceText(file, "", text));

static IEnumerable<string> Files(string path) => File.Exists(path)
    ? [path]
    : Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }).Order(StringComparer.Ordinal);

// How many lines of a text each reader is asked about, how many it would open, and what the asking takes.
static int Cost(string file)
{
    var lines = File.ReadAllLines(file, Encoding.UTF8);
    var asked = Readers.All.Select(reader =>
    {
        string[] mine = reader.Anchors.Count == 0 ? lines : [.. lines.Where(line => reader.Anchors.Any(anchor => line.Contains(anchor, StringComparison.Ordinal)))];
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var opened = mine.Count(line => reader.Opens(line));
        return (Name: reader.GetType().Name, Lines: mine.Length, Opened: opened, watch.Elapsed.TotalMilliseconds);
    });
    foreach (var (name, count, opened, ms) in asked.Where(each => each.Lines > 0).OrderByDescending(each => each.TotalMilliseconds))
        Console.WriteLine(FormattableString.Invariant($"{ms,8:0.0} ms  {count,8} lines asked  {opened,8} opened  {name}"));
    return 0;
}
