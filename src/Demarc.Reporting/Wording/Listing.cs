using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>Lists the bilingual fields of a class of texts, so a test can look at every one.</summary>
internal static class Listing
{
    public static IEnumerable<(string Name, Bilingual Text)> Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(Bilingual))
            .Select(field => (field.Name, (Bilingual)field.GetValue(null)!));
}
