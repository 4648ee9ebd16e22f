using System.Collections.Concurrent;
using System.Text;

namespace Demarc.Cli.Tracing;

/// <summary>
/// A second screen of the terminal that is redrawn whole, and the keys pressed meanwhile. However the program ends, the
/// first screen and the cursor come back.
/// </summary>
internal sealed class LiveTerminal : IDisposable
{
    private const string Enter = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private const string Leave = "\u001b[?25h\u001b[?1049l";
    private readonly TextWriter _output;
    private readonly ConcurrentQueue<char> _keys = new();
    private bool _left;

    public LiveTerminal(TextWriter output)
    {
        _output = output;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        Write(Enter);

        // Reading keeps the terminal from echoing keys, so it goes on all the while, on a thread that ends with the process.
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
    }

    /// <summary>Columns and rows, as they are now.</summary>
    public static (int Width, int Height) Size
    {
        get
        {
            try
            {
                return (Math.Max(Console.WindowWidth, 20), Math.Max(Console.WindowHeight, 6));
            }
            catch (IOException)
            {
                return (80, 24);
            }
        }
    }

    public bool TryKey(out char key) => _keys.TryDequeue(out key);

    /// <summary>Draws lines that fit the screen; without flicker, since nothing is erased before it is drawn over.</summary>
    public void Draw(IReadOnlyList<string> lines)
    {
        var text = new StringBuilder("\u001b[H");
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(lines[i]).Append("\u001b[K");
            if (i < lines.Count - 1) text.Append("\r\n");
        }

        Write(text.Append("\u001b[J").ToString());
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Restore();
    }

    private void OnExit(object? sender, EventArgs e) => Restore();

    private void Restore()
    {
        if (_left) return;
        _left = true;
        Write(Leave);
    }

    private void Write(string text)
    {
        _output.Write(text);
        _output.Flush();
    }

    private void ReadKeys()
    {
        try
        {
            while (!_left) _keys.Enqueue(Console.ReadKey(intercept: true).KeyChar);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException)
        {
            // No keyboard any more: the screen goes on, Ctrl-C ends it.
        }
    }
}
