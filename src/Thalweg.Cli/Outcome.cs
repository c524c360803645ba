using System.Collections;
using System.Globalization;
using System.Text.Json;
using Thalweg.Results.Records;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The result of a verb: named values in the order they are printed, as JSON or as lines.</summary>
internal sealed class Outcome : IEnumerable<KeyValuePair<string, object?>>
{
    private const int LongestList = 8;
    private readonly List<KeyValuePair<string, object?>> entries = [];

    public void Add(string name, object? value) => entries.Add(KeyValuePair.Create(name, value));

    /// <summary>Adds the record that a study would store of the same work; readers of lines are spared it.</summary>
    public void AddRecord<T>(Invocation invocation, T record)
    {
        if (invocation.IsJson)
        {
            using var document = JsonDocument.Parse(RecordJson.Write(record));
            Add("result", document.RootElement.Clone());
        }
    }

    public void AddRange(Outcome other) => entries.AddRange(other.entries);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Print(Invocation invocation)
    {
        var output = invocation.Results;
        if (invocation.IsJson)
        {
            output.WriteLine(JsonText.Of(this));
            return;
        }
        var rows = Rows("", this).ToArray();
        var width = rows.Max(r => r.Name.Length);
        foreach (var (name, value) in rows)
        {
            output.WriteLine($"{name.PadRight(width)}  {value}");
        }
    }

    private static IEnumerable<(string Name, string Value)> Rows(
        string prefix,
        IEnumerable<KeyValuePair<string, object?>> pairs
    )
    {
        foreach (var (key, value) in pairs)
        {
            var name = prefix + key;
            switch (value)
            {
                case IEnumerable<KeyValuePair<string, object?>> nested:
                    foreach (var row in Rows($"{name}.", nested))
                    {
                        yield return row;
                    }
                    break;
                case IEnumerable<KeyValuePair<string, double>> nested:
                    foreach (var (inner, number) in nested)
                    {
                        yield return ($"{name}.{inner}", CallText.Number(number));
                    }
                    break;
                case IEnumerable<Outcome> list:
                    foreach (var row in list.SelectMany((item, i) => Rows($"{name}.{i + 1}.", item)))
                    {
                        yield return row;
                    }
                    break;
                case IEnumerable and not string:
                    var items = ((IEnumerable)value).Cast<object?>().Select(Scalar).ToArray();
                    yield return (
                        name,
                        items.Length <= LongestList
                            ? string.Join(", ", items)
                            : $"{string.Join(", ", items.Take(LongestList - 2))}, … ({items.Length} values)"
                    );
                    break;
                default:
                    yield return (name, Scalar(value));
                    break;
            }
        }
    }

    private static string Scalar(object? value) =>
        value switch
        {
            null => "none",
            double number => CallText.Number(number),
            bool truth => truth ? "yes" : "no",
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
}
