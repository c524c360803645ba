using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>The shortest texts that tell the values of one key apart.</summary>
internal static class ValueLabels
{
    public static IReadOnlyList<string> Of(StudyKey key, IReadOnlyList<YamlTree> values)
    {
        var texts = values.Select(StudyFacts.TextOf).ToList();
        try
        {
            var calls = values.Select(v => Calls(key, v)).ToList();
            if (calls.TrueForAll(c => c.Count == 1))
            {
                return CallDifference.Of(calls.ConvertAll(c => c[0]));
            }
            if (calls.TrueForAll(c => c.Count > 0))
            {
                return [.. calls.Select(c => string.Join("; ", c.Select(call => call.Brief)))];
            }
        }
        catch (InputException)
        {
            // The reader of the variant tells what is wrong with the value.
            return texts;
        }
        return [.. texts.Select(text => $"{key.Name}={text}")];
    }

    private static IReadOnlyList<ResolvedCall> Calls(StudyKey key, YamlTree value) =>
        (key.Value, value) switch
        {
            (StudyValue.One one, YamlText or YamlMapping) => [YamlCall.Resolve(one.Catalogue, value)],
            (StudyValue.Sequence sequence, _) => YamlCall.Sequence(sequence.Catalogue, value),
            _ => [],
        };
}
