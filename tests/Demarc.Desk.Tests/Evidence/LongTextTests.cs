using System.Text;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Evidence;

/// <summary>A text of very many lines costs a page no more than the lines it shows.</summary>
public sealed class LongTextTests
{
    [Fact]
    public void Millions_of_lines_are_counted_and_not_held()
    {
        const int lines = 25_000_000;
        using var open = new OpenDesk();
        var it = open.Case();
        var (sha256, length) = open.Desk.Evidence.Shelf.Keep(new MemoryStream(Encoding.UTF8.GetBytes("first\r\n" + new string('\n', lines - 1))));
        var piece = open.Desk.Store.Write(OpenDesk.Somebody, writing => open.Desk.Evidence.Add(writing, it.Id, sha256, "many.txt", length, "page", null));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var seen = open.Desk.Evidence.Sight.Look(piece, null, TestContext.Current.CancellationToken).Shown!;
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(40_000_000);
        (seen.AllLines, seen.Lines.Count, seen.Lines[0]).ShouldBe((lines, 5000, "first"));
    }
}
