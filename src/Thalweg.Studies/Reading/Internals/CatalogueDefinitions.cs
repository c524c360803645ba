using System.Text.Json.Nodes;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>The definitions of a schema: one for each catalogue, named by its axis.</summary>
internal sealed class CatalogueDefinitions
{
    private readonly List<(string Name, Catalogue Catalogue)> named =
    [
        .. AllCatalogues.InOrder.Select(catalogue => (catalogue.Axis, catalogue)),
    ];

    /// <summary>A reference to the definition of a catalogue.</summary>
    public JsonObject Reference(Catalogue catalogue) => new() { ["$ref"] = $"#/$defs/{NameOf(catalogue)}" };

    /// <summary>All definitions, those that others refer to among them.</summary>
    public JsonObject All()
    {
        var definitions = new JsonObject();
        // The list grows where an option takes an entry of a catalogue that is in none of the lists.
        for (var i = 0; i < named.Count; i++)
        {
            definitions[named[i].Name] = CallSchema.One(named[i].Catalogue, Reference);
        }
        return definitions;
    }

    private string NameOf(Catalogue catalogue)
    {
        if (named.FirstOrDefault(n => n.Catalogue == catalogue) is { Name: { } known })
        {
            return known;
        }
        var name = $"{catalogue.Axis}-{named.Count(n => n.Catalogue.Axis == catalogue.Axis) + 1}";
        named.Add((name, catalogue));
        return name;
    }
}
