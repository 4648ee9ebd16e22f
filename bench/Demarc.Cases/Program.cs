using System.Globalization;
using Demarc.Cases;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Sqlite;
using Demarc.Reasoning;

// Demarc.Cases FOLDER [CASES [RUNS]]: makes cases where the folder has none yet, then times what people wait for.
if (args.Length == 0) return 64;
var (folder, cases, runs) = (Directory.CreateDirectory(args[0]).FullName, Number(1, 100_000), Number(2, 50));
using var desk = new CaseDesk(new SqliteDeskDatabase(Path.Combine(folder, "desk.db")), folder, TimeProvider.System, () => CauseCatalogue.With([]), "0.0.0-bench");
if (desk.Cases.List(new(Most: 1)).Count == 0)
{
    var started = TimeProvider.System.GetTimestamp();
    MadeUp.Fill(desk, cases);
    Console.WriteLine($"{cases} cases made in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} s, {new FileInfo(Path.Combine(folder, "desk.db")).Length / 1_000_000} MB");
}

var ids = desk.Cases.List(new(Most: 200)).Select(line => line.Case.Id).ToList();
Measure("list, first page", _ => desk.Cases.List(new()).Count);
Measure("list, first page with what is due", _ => desk.Timing.Of([.. desk.Cases.List(new(Most: 50)).Select(line => line.Case)]).Count);
Measure("list, open ones that wait for us", _ => desk.Cases.List(new(CaseStatus.Open, WaitingFor.Us)).Count);
Measure("list, of one person, a rare state", _ => desk.Cases.List(new(CaseStatus.Open, WaitingFor.ThirdParty, "a", "u7")).Count);
Measure("list, a page far back", run => desk.Cases.List(new(Before: ids[^1], Status: CaseStatus.Closed)).Count);
foreach (var query in MadeUp.Queries) Measure($"search {query}", _ => desk.Finder.Search(query).Count);
Measure("open a case", run => Opened(ids[run * 7 % ids.Count]));
Measure("similar cases", run => desk.Finder.Similar(ids[run * 7 % ids.Count]).Count);
return 0;

int Opened(string id) => desk.Cases.Get(id).Number.Length + desk.Cases.Parties(id).Count + desk.Threads.Turns(id).Count + desk.Cases.Log(id).Count + desk.Evidence.Of(id).Count + desk.Cases.Tags(id).Count + (desk.Verdicts.Latest(id)?.Side.Length ?? 0);

void Measure(string what, Func<int, int> act)
{
    var (times, count) = (new List<double>(runs), 0);
    for (var run = 0; run <= runs; run++)
    {
        var started = TimeProvider.System.GetTimestamp();
        count = act(run);
        if (run > 0) times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    times.Sort();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-42} {times[times.Count / 2],8:0.0} ms median {times[times.Count * 95 / 100],8:0.0} ms 95th   ({count} found)"));
}

int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at], NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
