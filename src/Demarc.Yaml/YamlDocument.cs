using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Demarc.Yaml;

/// <summary>What was wrong in a YAML text, and on which line (1-based).</summary>
public sealed record YamlProblem(int Line, string Reason, string Zh);

/// <summary>
/// A YAML text as a small tree with line numbers, read from parser events: no reflection, no anchors or tags,
/// bounded depth and size. A broken text gives a problem, never an exception.
/// </summary>
public static class YamlDocument
{
    private const int MaxDepth = 16;
    private const int MaxNodes = 200_000;

    /// <summary>
    /// Reads one document; null with <paramref name="problem"/> set when the text is not plain YAML. A second document
    /// is a problem as well, the first is then given all the same.
    /// </summary>
    public static YamlNode? Read(string text, out YamlProblem? problem)
    {
        problem = null;
        Parser? parser = null;
        try
        {
            parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return new YamlMap(1, []);
            parser.Consume<DocumentStart>();
            var budget = MaxNodes;
            var root = ReadNode(parser, 0, ref budget);
            parser.Consume<DocumentEnd>();
            if (parser.Current is not StreamEnd)
            {
                problem = new YamlProblem(Line(parser), "only the first document is read", "只读取第一个文档");
            }

            return root;
        }
        catch (YamlException fault)
        {
            var line = (int)Math.Max(1, fault.Start.Line);
            problem = new YamlProblem(line, Plain(fault), "不是合法的 YAML：" + Plain(fault));
            return null;
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException or ArithmeticException or IndexOutOfRangeException)
        {
            // The scanner brings these out on some texts, an unclosed bracket before a key for one.
            problem = new YamlProblem(parser is null ? 1 : Line(parser), "not plain YAML here: look for an open bracket or quote", "不是合法的 YAML：请检查此处未闭合的括号或引号");
            return null;
        }
    }

    private static string Plain(YamlException fault) => fault.Message.ReplaceLineEndings(" ");

    private static YamlNode ReadNode(Parser parser, int depth, ref int budget)
    {
        if (depth > MaxDepth) throw Refuse(parser, "nested too deeply");
        if (--budget < 0) throw Refuse(parser, "too many entries");
        var line = Line(parser);
        if (parser.Accept<NodeEvent>(out var node) && !(node.Anchor.IsEmpty && node.Tag.IsEmpty)) throw Refuse(parser, "anchors, aliases and tags are not read");
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlScalar(line, scalar.Value, scalar.Style is not ScalarStyle.Plain);
        if (parser.TryConsume<MappingStart>(out _))
        {
            var entries = new List<YamlEntry>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                entries.Add(new YamlEntry(key.Value, (int)key.Start.Line, ReadNode(parser, depth + 1, ref budget)));
            }

            return new YamlMap(line, entries);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<YamlNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(parser, depth + 1, ref budget));
            return new YamlList(line, items);
        }

        throw Refuse(parser, "anchors, aliases and tags are not read");
    }

    private static int Line(Parser parser) => (int)(parser.Current?.Start.Line ?? 1);

    private static SemanticErrorException Refuse(Parser parser, string why) =>
        new(parser.Current?.Start ?? default, parser.Current?.End ?? default, why);
}
