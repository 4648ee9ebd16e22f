using Demarc.Desk.Store;

namespace Demarc.Desk.Portals;

/// <summary>The desk as the portal uses it.</summary>
internal sealed class CaseShelf(CaseDesk desk) : IPortalShelf
{
    public void Adopt(string path, string sha256)
    {
        var shelf = desk.Evidence.Shelf;
        try
        {
            if (File.Exists(path)) shelf.Adopt(path, sha256);
            else if (!shelf.Has(sha256)) throw new FileNotFoundException("the octets of a finished upload are gone", path);
            File.Delete(path);
        }
        catch (IOException) when (shelf.Has(sha256))
        {
            // It was told twice at the same time, or another case has the same octets: they are on the shelf.
        }
    }

    public (string Id, string Label) Add(string caseId, string name, string sha256, long size, string? givenBy, CancellationToken cancellationToken)
    {
        var added = desk.AddKept(Actor.Desk, caseId, name, sha256, size, "portal", givenBy, null, cancellationToken);
        return (added.Id, added.Label);
    }
}
