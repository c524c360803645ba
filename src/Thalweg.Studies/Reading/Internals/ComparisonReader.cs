using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Reads <c>compare</c>: labels with the keys that each sets, or one key with a list of values.</summary>
internal sealed class ComparisonReader(StudySection top, List<InputException> faults)
{
    public const int LongestLabel = 48;
    private const string Expected =
        "labels with the keys that each sets (wide: {network: …}), or one key with a list of values (optimizer: [adam, lbfgs])";

    private readonly IReadOnlyList<StudyKey> keys = top.Compared("compare");

    /// <summary>At least one, unless faults were found; one that sets nothing where the study has no <c>compare</c>.</summary>
    public IReadOnlyList<Overrides> Read()
    {
        var location = top.LocationOf("compare");
        if (!top.Has("compare"))
        {
            return [new Overrides("", [], location)];
        }
        var tree = top.Tree("compare");
        if (tree is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            faults.Add(new InputException($"compare: expected {Expected}, found {tree.Kind}", location));
            return [];
        }
        if (mapping.Entries is [var (key, value)] && value is YamlList list)
        {
            return Values(key, list);
        }
        return Labels(mapping);
    }

    private List<Overrides> Values(YamlText key, YamlList list)
    {
        if (!IsKnown(key, "compare"))
        {
            return [];
        }
        if (list.Items.Count == 0)
        {
            faults.Add(
                new InputException($"{key.Text}: expected a list of values to compare, found none", list.Location)
            );
            return [];
        }
        var labels = ValueLabels.Of(keys.First(k => k.Name == key.Text), list.Items);
        return [.. list.Items.Select((item, i) => new Overrides(labels[i], [(key, item)], item.Location))];
    }

    private List<Overrides> Labels(YamlMapping mapping)
    {
        var variants = new List<Overrides>();
        foreach (var (label, value) in mapping.Entries)
        {
            if (value is not YamlMapping overrides)
            {
                faults.Add(
                    new InputException(
                        $"compare: expected {Expected}, found {value.Kind} under {CallText.Show(label.Text)}",
                        value.Location
                    )
                );
                continue;
            }
            if (label.Text.Trim().Length == 0 || label.Text.Length > LongestLabel || label.Text.Any(char.IsControl))
            {
                faults.Add(
                    new InputException(
                        $"compare: expected a label of 1 to {LongestLabel} characters, found {CallText.Show(label.Text)}",
                        label.Location
                    )
                );
                continue;
            }
            if (overrides.Entries.Count == 0)
            {
                faults.Add(
                    new InputException(
                        $"compare: {CallText.Show(label.Text)} sets no key; give it one of the study",
                        label.Location
                    )
                );
                continue;
            }
            // Every wrong key of a variant is told, not only the first one.
            var unknown = overrides.Entries.Where(e => !IsKnown(e.Key, $"'{label.Text}' of compare")).ToList();
            if (unknown.Count == 0)
            {
                variants.Add(new Overrides(label.Text, overrides.Entries, label.Location));
            }
        }
        return variants;
    }

    private bool IsKnown(YamlText key, string owner)
    {
        string[] names = [.. keys.Select(k => k.Name)];
        if (names.Contains(key.Text, StringComparer.Ordinal))
        {
            return true;
        }
        faults.Add(
            new InputException(
                $"unknown key {CallText.Show(key.Text)} in {owner}{Spelling.Suggest(key.Text, names)} "
                    + $"(keys: {string.Join(", ", names)})",
                key.Location
            )
        );
        return false;
    }
}
