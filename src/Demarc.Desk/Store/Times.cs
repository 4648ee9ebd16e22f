using System.Data.Common;
using System.Globalization;

namespace Demarc.Desk.Store;

/// <summary>Times and other values as the store keeps them: UTC text that sorts as it reads.</summary>
public static class Times
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString(Form, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text) => DateTimeOffset.ParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The text of a column; null where it is empty.</summary>
    public static string? TextOf(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>The time of a column.</summary>
    public static DateTimeOffset TimeOf(this DbDataReader row, int column) => Read(row.GetString(column));

    /// <summary>The time of a column; null where it is empty.</summary>
    public static DateTimeOffset? MaybeTimeOf(this DbDataReader row, int column) => row.IsDBNull(column) ? null : Read(row.GetString(column));
}
