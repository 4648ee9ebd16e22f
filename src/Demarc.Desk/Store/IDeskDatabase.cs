using System.Data.Common;

namespace Demarc.Desk.Store;

/// <summary>Where the desk's rows are kept. The statements are plain SQL that SQLite and PostgreSQL both read; what differs is here.</summary>
public interface IDeskDatabase : IDisposable
{
    /// <summary>A connection that is ready to use; the caller closes it.</summary>
    DbConnection Open();

    /// <summary>Begins to write: other writers wait, readers do not.</summary>
    DbTransaction BeginWriting(DbConnection connection);

    /// <summary>Makes a text findable, in place of what was said under the same reference before.</summary>
    void Index(DeskWriting writing, SearchText text);

    /// <summary>References of the texts that hold all words of the query, best first.</summary>
    IReadOnlyList<SearchHit> Search(DbConnection connection, string query, int most);

    /// <summary>How many texts hold a word, counted up to <paramref name="most"/>.</summary>
    int TextsWith(DbConnection connection, string word, int most);

    /// <summary>The cases of the newest texts that hold a word, once for each text.</summary>
    IReadOnlyList<string> CasesWith(DbConnection connection, string word, int most);

    /// <summary>Takes out of the files what was deleted, where the database would leave it in gaps. False where somebody was reading meanwhile, and something may be left.</summary>
    bool Forget();
}

/// <summary>A text to be found by.</summary>
/// <param name="Case">Its case.</param>
/// <param name="Reference">What it is the text of, such as <c>turn:ID</c>.</param>
/// <param name="Text">The text.</param>
public sealed record SearchText(string Case, string Reference, string Text);

/// <summary>A text that was found.</summary>
/// <param name="Case">Its case.</param>
/// <param name="Reference">What it is the text of.</param>
/// <param name="Text">The text.</param>
/// <param name="Rank">How well it fits; more is better.</param>
public sealed record SearchHit(string Case, string Reference, string Text, double Rank);
