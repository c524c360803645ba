using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>What a study says, key by key, for people.</summary>
internal static class StudyFacts
{
    /// <summary>The keys that all variants share, with their texts, those of <c>train</c> among them.</summary>
    public static IReadOnlyDictionary<string, string> Of(YamlMapping study, IReadOnlyList<StudyVariant> variants)
    {
        var facts = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in study.Entries)
        {
            if (value is YamlMapping train && key.Text == "train")
            {
                foreach (var (inner, text) in train.Entries)
                {
                    Add(inner, text);
                }
            }
            else if (key.Text is not ("name" or "compare" or "analyses" or "baseline"))
            {
                Add(key, value);
            }
        }
        return facts;

        void Add(YamlText key, YamlTree value)
        {
            if (variants.All(v => !v.Overrides.ContainsKey(key.Text)))
            {
                facts[key.Text] = TextOf(value);
            }
        }
    }

    /// <summary>A value in one line; a call that was written as a group of keys as a call.</summary>
    public static string TextOf(YamlTree value) =>
        value switch
        {
            YamlText text => string.Join(' ', text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
            YamlList list => string.Join(", ", list.Items.Select(TextOf)),
            YamlMapping { Entries: [var (name, options)] } => Call(name.Text, options),
            YamlMapping mapping => string.Join(", ", mapping.Entries.Select(e => $"{e.Key.Text}: {TextOf(e.Value)}")),
            _ => "",
        };

    private static string Call(string name, YamlTree options) =>
        options switch
        {
            YamlText { IsNull: true } => name,
            YamlMapping mapping =>
                $"{name}({string.Join(", ", mapping.Entries.Select(e => $"{e.Key.Text}={TextOf(e.Value)}"))})",
            _ => $"{name}:{TextOf(options)}",
        };
}
