namespace Thalweg.Reports.Sections;

/// <summary>What the methods of the paths of a study are called: by their kind, and by the options in which several of one kind differ.</summary>
internal sealed class PathNames
{
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <param name="methods">With all options, as records have them.</param>
    public PathNames(IEnumerable<string> methods)
    {
        foreach (var kind in methods.Distinct(StringComparer.Ordinal).GroupBy(Kind))
        {
            var options = kind.ToDictionary(method => method, Options);
            var shared = options.Values.Aggregate((all, own) => [.. all.Intersect(own)]);
            foreach (var (method, own) in options)
            {
                var apart = string.Join(", ", own.Except(shared));
                names[method] = apart.Length == 0 ? Word(kind.Key) : $"{Word(kind.Key)} ({apart})";
            }
        }
    }

    public string this[string method] => names.GetValueOrDefault(method) ?? Word(Kind(method));

    private static string Kind(string method) => method.Split('(')[0];

    /// <summary>Options as they are written, those of an optimizer as one.</summary>
    private static List<string> Options(string method)
    {
        var (options, depth, first) = (new List<string>(), 0, method.IndexOf('(', StringComparison.Ordinal) + 1);
        for (var i = first; first > 0 && i < method.Length; i++)
        {
            if ((method[i] == ',' && depth == 0) || i == method.Length - 1)
            {
                options.Add(method[first..i].Trim());
                first = i + 1;
            }
            depth +=
                method[i] == '(' ? 1
                : method[i] == ')' ? -1
                : 0;
        }
        return options;
    }

    private static string Word(string kind) =>
        kind switch
        {
            "line" => "straight line",
            "fourier" => "sine series",
            "bezier" => "Bézier curve",
            "chain" => "straight pieces",
            "neb" => "elastic band",
            "string" => "string",
            "layers" => "layer by layer",
            _ => kind,
        };
}
