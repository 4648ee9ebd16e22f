using System.Text;
using Demarc.Desk.Finding;
using Demarc.Desk.Store;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Finding;

/// <summary>What the search finds against what plainly stands in the texts.</summary>
public sealed class SearchTests : IClassFixture<SearchTests.Indexed>
{
    private const int Texts = 300;
    private const string Han = "握手丢包网络火墙防连接超时重传端口证书";

    private static readonly System.Buffers.SearchValues<char> HanValues = System.Buffers.SearchValues.Create(Han);

    private static readonly string[] Tokens = ["TLS", "RST", "CAS-01234-A1B2C3", "CAS-01234-A1B2C4", "192.0.2.1", "203.0.113.77", "MTU", "0x80072EFD", "ＭＳＳ", "ＱＵＩＣ１", "DM-2026-0042"];
    private static readonly string[] Between = [" ", "，", "。", "\n", " “", "（", "；"];

    private readonly Indexed _indexed;

    public SearchTests(Indexed indexed) => _indexed = indexed;

    [Fact]
    public void Chinese_words_of_one_to_six_characters_are_found_exactly_where_they_stand()
    {
        var random = new Random(1);
        var found = 0;
        for (var turn = 0; turn < 400; turn++)
        {
            var length = 1 + (turn % 6);

            // Half of the words are out of a text, so that long ones are found as well.
            var word = turn % 2 == 0 ? string.Concat(Enumerable.Range(0, length).Select(_ => Han[random.Next(Han.Length)])) : OutOfText(random, length);
            found += Compare(word, word).Count;
        }

        found.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Tokens_of_letters_digits_and_signs_are_found_in_any_letter_case_and_width()
    {
        foreach (var token in Tokens)
        {
            Compare(token, token).ShouldNotBeEmpty(token);
            Compare(token.ToLowerInvariant(), token).ShouldNotBeEmpty(token);
            Compare(Wide(token), token).ShouldNotBeEmpty(token);
        }
    }

    [Fact]
    public void Letters_and_characters_in_one_word_are_found_together()
    {
        foreach (var (text, query) in new[] { ("今天TLS握手失败了", "TLS握手"), ("今天TLS握手失败了", "tls握手失败"), ("大量丢包RST重置", "丢包RST"), ("大量丢包RST重置", "丢包RST重置"), ("第3步超时", "第3步"), ("对端ＭＳＳ过大", "mss过大"), ("a握b手c", "握b手") })
        {
            var (caseId, reference) = _indexed.Add(text);
            Search(query).ShouldContain(reference, $"{query} in {text}");
            _indexed.Desk.Desk.Finder.Search(query).ShouldContain(found => found.Case.Id == caseId);
        }

        Search("握TLS手").ShouldBeEmpty();
        Search("手握TLS").ShouldBeEmpty();
    }

    [Fact]
    public void All_words_of_a_query_must_be_there_and_the_last_letters_may_go_on()
    {
        var (_, both) = _indexed.Add("zebra 与 斑马线 crossing");
        var (_, one) = _indexed.Add("zebra 与 马路");
        Search("zebra 斑马").ShouldBe([both]);
        Search("zeb").ShouldBe([both, one], ignoreOrder: true);
        Search("ebra").ShouldBeEmpty();
        Search("斑马 nothing").ShouldBeEmpty();
    }

    [Fact]
    public void No_query_throws()
    {
        string[] queries =
        [
            "", " ", "\"", "\"\"", "'", "*", "a*", "\"a", "a\"b", "NEAR(a b)", "a AND", "OR", "NOT a", "text:a", "-a", "^a", "{a b}:c", "a + b", "(", ")", "(((((", "a\0b", "\0", "%", "_", "\\", ";DROP TABLE search", "握\"手", "握*手", "握\0手", "\ud800", "握\udc00手",
            "😀", "\u200b", new string('"', 5000), new string('握', 5000), string.Join(' ', Enumerable.Range(0, 3000)), string.Join(' ', Enumerable.Repeat("握手", 1000)), string.Concat(Enumerable.Repeat("a握", 2000)),
        ];
        foreach (var query in queries) Should.NotThrow(() => _indexed.Desk.Desk.Finder.Search(query));
        var random = new Random(5);
        const string Signs = "\"'*()-+^:{}[]\0 aN握手\ud83d~%_\\/.,;";
        for (var turn = 0; turn < 300; turn++)
        {
            var query = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Signs[random.Next(Signs.Length)]));
            Should.NotThrow(() => _indexed.Desk.Desk.Finder.Search(query));
        }
    }

    [Fact]
    public void A_text_said_anew_is_found_by_its_new_words_alone()
    {
        var opened = _indexed.Desk.Case("旧标题甲乙丙");
        _indexed.Desk.Desk.Cases.Set(OpenDesk.Somebody, opened.Id, "title", "新标题丁戊己");
        _indexed.Desk.Desk.Finder.Search("甲乙丙").ShouldBeEmpty();
        _indexed.Desk.Desk.Finder.Search("丁戊己").ShouldHaveSingleItem().Snippet.ShouldContain("丁戊己");
    }

    private List<string> Compare(string query, string plain)
    {
        var naive = _indexed.All.Where(it => Folded(it.Text).Contains(Folded(plain), StringComparison.Ordinal)).Select(it => it.Reference).Order(StringComparer.Ordinal).ToList();
        Search(query).Where(_indexed.IsRandom).Order(StringComparer.Ordinal).ToList().ShouldBe(naive, $"query {query}");
        return naive;
    }

    private List<string> Search(string query) => _indexed.Desk.Desk.Store.Read(reading => _indexed.Desk.Desk.Store.Database.Search(reading.Connection, query, 10_000).Select(hit => hit.Reference).ToList());

    private string OutOfText(Random random, int length)
    {
        while (true)
        {
            var text = _indexed.All[random.Next(_indexed.All.Count)].Text;
            var at = random.Next(text.Length);
            if (at + length <= text.Length && text.AsSpan(at, length).IndexOfAnyExcept(HanValues) < 0) return text.Substring(at, length);
        }
    }

    private static string Folded(string text) => string.Concat(text.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c)).ToLowerInvariant();

    private static string Wide(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? (char)(c + 0xFEE0) : c));

    /// <summary>A desk with texts of random words, some of which are near each other on purpose.</summary>
    public sealed class Indexed : IDisposable
    {
        private readonly string _case;
        private readonly HashSet<string> _random = new(StringComparer.Ordinal);
        private int _more;

        public Indexed()
        {
            var random = new Random(11);
            _case = Desk.Case("zzz").Id;
            Desk.Desk.Store.Write(OpenDesk.Somebody, writing =>
            {
                for (var i = 0; i < Texts; i++)
                {
                    var text = new StringBuilder();
                    for (var words = random.Next(1, 12); words > 0; words--)
                    {
                        if (random.Next(3) == 0) text.Append(Between[random.Next(Between.Length)]).Append(Tokens[random.Next(Tokens.Length)]).Append(Between[random.Next(Between.Length)]);
                        else text.Append(string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Han[random.Next(Han.Length)]))).Append(random.Next(2) == 0 ? "" : Between[random.Next(Between.Length)]);
                    }

                    All.Add(($"random:{i}", text.ToString()));
                    _random.Add($"random:{i}");
                    writing.Index(_case, $"random:{i}", text.ToString());
                }
            });
        }

        internal OpenDesk Desk { get; } = new();

        internal List<(string Reference, string Text)> All { get; } = [];

        internal bool IsRandom(string reference) => _random.Contains(reference);

        internal (string Case, string Reference) Add(string text)
        {
            var reference = $"more:{_more++}";
            Desk.Desk.Store.Write(OpenDesk.Somebody, writing => writing.Index(_case, reference, text));
            return (_case, reference);
        }

        public void Dispose() => Desk.Dispose();
    }
}
