using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Reads what a study compares: every variant is the study with some of its keys set otherwise.</summary>
internal sealed class VariantReader(
    YamlMapping study,
    StudySection top,
    InputFiles inputs,
    ExternalPrograms programs,
    List<InputException> faults
)
{
    private const int MostVariants = 24;

    private static readonly HashSet<string> TrainKeys = [.. StudyKeys.Train.Select(k => k.Name)];

    /// <summary>All variants that could be read; the rest stands in the faults.</summary>
    public IReadOnlyList<StudyVariant> Read()
    {
        var before = faults.Count;
        var comparisons = new ComparisonReader(top, faults).Read();
        var formulations = Formulations(comparisons);
        if (faults.Count > before && (formulations.Count == 0 || comparisons.Count == 0))
        {
            return [];
        }
        var declared =
            from formulation in formulations
            from comparison in comparisons
            select Join(formulation, comparison);
        var all = declared.ToList();
        if (all.Count > MostVariants)
        {
            faults.Add(
                new InputException(
                    $"expected at most {MostVariants} variants, found {all.Count} = {formulations.Count} formulations × "
                        + $"{comparisons.Count} of compare; make several studies of them",
                    top.LocationOf("compare")
                )
            );
            return [];
        }
        var slugs = Slug.Of([.. all.Select(v => v.Label)]);
        var variants = all.Select((v, i) => Variant(v, slugs[i], all.Count > 1)).OfType<StudyVariant>().ToList();
        // What two labels call the same would be computed once and compared with itself.
        foreach (
            var twins in variants
                .GroupBy(v => (v.Source, v.Train.Canonical))
                .Select(g => g.ToList())
                .Where(g => g.Count > 1)
        )
        {
            faults.Add(
                new InputException(
                    $"the variants {string.Join(" and ", twins.Select(t => $"'{t.Label}'"))} are the same; keep one",
                    twins[1].Location
                )
            );
        }
        return variants;
    }

    private IReadOnlyList<Overrides> Formulations(IReadOnlyList<Overrides> comparisons)
    {
        if (!top.Has("formulations"))
        {
            return [new Overrides("", [], top.LocationOf("formulations"))];
        }
        if (comparisons.SelectMany(c => c.Keys).FirstOrDefault(k => k.Key.Text == "formulation") is { Key: { } key })
        {
            faults.Add(
                new InputException(
                    "formulation inside compare beside formulations; leave one of the two out",
                    key.Location
                )
            );
            return [];
        }
        var calls = top.Calls("formulations");
        // One formulation tells nothing apart where something else is compared.
        var isLabel = calls.Count > 1 || !top.Has("compare");
        return
        [
            .. calls.Select(c => new Overrides(
                isLabel ? c.Call.Brief : "",
                [(new YamlText("formulation", false, c.Tree.Location), c.Tree)],
                c.Call.Location
            )),
        ];
    }

    private static Overrides Join(Overrides formulation, Overrides comparison) =>
        new(
            string.Join(", ", new[] { formulation.Label, comparison.Label }.Where(label => label.Length > 0)),
            [.. formulation.Keys, .. comparison.Keys],
            comparison.Keys.Count > 0 ? comparison.Location : formulation.Location
        );

    private StudyVariant? Variant(Overrides overrides, string slug, bool isOneOfSeveral)
    {
        var found = faults.Count;
        var section = new StudySection(Merged(overrides), "a study", VariantKeys, faults);
        var source = new SourceReader(section, inputs, programs, faults).Read();
        var train = section.Section("train") is { } training ? new TrainReader(training, source, faults).Read() : null;
        if (source is null || train is null || faults.Count > found)
        {
            return null;
        }
        var texts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in isOneOfSeveral ? overrides.Keys : [])
        {
            texts.Add(key.Text, StudyFacts.TextOf(value));
        }
        var label = overrides.Label.Length > 0 ? overrides.Label : source.Label;
        return new StudyVariant(
            label,
            overrides.Label.Length > 0 ? slug : Slug.Of([label])[0],
            source,
            train,
            texts,
            overrides.Location
        );
    }

    private static IReadOnlyList<StudyKey> VariantKeys { get; } =
    [.. StudyKeys.Loss, StudyKeys.Formulation, StudyKeys.Training];

    /// <summary>The keys of the study that make a loss and its training, some of them set otherwise.</summary>
    private YamlMapping Merged(Overrides overrides)
    {
        var known = VariantKeys.Select(k => k.Name).ToHashSet(StringComparer.Ordinal);
        var entries = study.Entries.Where(e => known.Contains(e.Key.Text)).ToList();
        Set(entries, overrides.Keys.Where(k => !TrainKeys.Contains(k.Key.Text)));
        var train = overrides.Keys.Where(k => TrainKeys.Contains(k.Key.Text)).ToList();
        var at = entries.FindIndex(e => e.Key.Text == "train");
        if (train.Count > 0 && (at < 0 || entries[at].Value is YamlMapping))
        {
            var own = at < 0 ? null : (YamlMapping)entries[at].Value;
            var merged = own?.Entries.ToList() ?? [];
            Set(merged, train);
            var key = at < 0 ? new YamlText("train", false, study.Location) : entries[at].Key;
            Set(entries, [(key, new YamlMapping(merged, own?.Location ?? study.Location))]);
        }
        return new YamlMapping(entries, study.Location);
    }

    private static void Set(
        List<(YamlText Key, YamlTree Value)> entries,
        IEnumerable<(YamlText Key, YamlTree Value)> other
    )
    {
        foreach (var (key, value) in other)
        {
            entries.RemoveAll(e => e.Key.Text == key.Text);
            entries.Add((key, value));
        }
    }
}

/// <summary>The keys that a variant sets.</summary>
/// <param name="Label">Empty where nothing is compared.</param>
internal sealed record Overrides(
    string Label,
    IReadOnlyList<(YamlText Key, YamlTree Value)> Keys,
    SourceLocation Location
);
