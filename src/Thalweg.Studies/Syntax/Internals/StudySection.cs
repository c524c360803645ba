namespace Thalweg.Studies.Syntax;

/// <summary>Typed access to one group of keys; faults are collected so that a person sees all of them at once.</summary>
internal sealed class StudySection
{
    private readonly SourceLocation location;
    private readonly string owner;
    private readonly IReadOnlyList<StudyKey> keys;
    private readonly List<InputException> faults;
    private readonly Dictionary<string, YamlTree> values = new(StringComparer.Ordinal);

    public StudySection(YamlTree tree, string owner, IReadOnlyList<StudyKey> keys, List<InputException> faults)
    {
        (location, this.owner, this.keys, this.faults) = (tree.Location, owner, keys, faults);
        if (tree is not YamlMapping mapping)
        {
            var names = string.Join(", ", keys.Select(k => k.Name));
            throw new InputException($"{owner}: expected keys ({names}), found {tree.Kind}", tree.Location);
        }
        foreach (var (key, value) in mapping.Entries)
        {
            if (keys.Any(k => k.Name == key.Text))
            {
                values.Add(key.Text, value);
                continue;
            }
            var names = keys.Select(k => k.Name).ToArray();
            faults.Add(
                new InputException(
                    $"unknown key {CallText.Show(key.Text)} in {owner}{Spelling.Suggest(key.Text, names)} "
                        + $"(keys: {string.Join(", ", names)})",
                    key.Location
                )
            );
        }
        foreach (var key in keys.Where(k => k.IsRequired && !values.ContainsKey(k.Name)))
        {
            faults.Add(Absent(key));
        }
    }

    public SourceLocation LocationOf(string key) => values.TryGetValue(key, out var tree) ? tree.Location : location;

    /// <summary>The group under a key, or null where it is absent or wrong.</summary>
    public StudySection? Section(string key)
    {
        var declared = (StudyValue.Section)Declared(key).Value;
        return values.TryGetValue(key, out var tree)
            ? Collect(() => new StudySection(tree, $"'{key}'", declared.Keys, faults))
            : null;
    }

    /// <summary>The keys that variants under a key may set.</summary>
    public IReadOnlyList<StudyKey> Compared(string key) => ((StudyValue.Compare)Declared(key).Value).Keys;

    /// <summary>What stands under a key that is there.</summary>
    public YamlTree Tree(string key) => values[key];

    public ResolvedCall? Call(string key)
    {
        var catalogue = ((StudyValue.One)Declared(key).Value).Catalogue;
        if (values.TryGetValue(key, out var tree) && tree is YamlMapping)
        {
            return Collect(() => YamlCall.Resolve(catalogue, tree));
        }
        return Text(key, $"{catalogue.Article} {catalogue.Axis}") is { } text
            ? Collect(() => catalogue.Resolve(text.Text, text.Location))
            : null;
    }

    public string? Word(string key)
    {
        var words = ((StudyValue.Word)Declared(key).Value).Words;
        var expected = $"one of {string.Join(", ", words)}";
        if (Text(key, expected) is not { } text)
        {
            return null;
        }
        if (!words.Contains(text.Text, StringComparer.Ordinal))
        {
            var hint = Spelling.Suggest(text.Text, words);
            faults.Add(
                new InputException($"{key}: expected {expected}, found {CallText.Show(text.Text)}{hint}", text.Location)
            );
            return null;
        }
        return text.Text;
    }

    /// <summary>The entries under a key, one after the other.</summary>
    public IReadOnlyList<ResolvedCall>? Sequence(string key)
    {
        var catalogue = ((StudyValue.Sequence)Declared(key).Value).Catalogue;
        if (values.TryGetValue(key, out var tree) && tree is YamlMapping or YamlList { Items.Count: > 0 })
        {
            return Collect(() => YamlCall.Sequence(catalogue, tree));
        }
        return Text(key, $"{catalogue.Article} {catalogue.Axis}") is { } text
            ? Collect(() => YamlCall.Sequence(catalogue, text))
            : null;
    }

    public bool Has(string key) => values.ContainsKey(key);

    /// <summary>Reports a required key as absent.</summary>
    public void Missing(string key) => Missing(Declared(key));

    /// <inheritdoc cref="Missing(string)"/>
    public void Missing(StudyKey key) => faults.Add(Absent(key));

    /// <summary>The entries under a key, each with what was written; a single one counts as a list of one.</summary>
    public IReadOnlyList<(ResolvedCall Call, YamlTree Tree)> Calls(string key)
    {
        var catalogue = ((StudyValue.Many)Declared(key).Value).Catalogue;
        var calls = new List<(ResolvedCall Call, YamlTree Tree)>();
        foreach (var item in Entries(key, $"a list of {catalogue.Plural}", tree => tree is YamlMapping))
        {
            if (Collect(() => YamlCall.Resolve(catalogue, item)) is not { } call)
            {
                continue;
            }
            if (calls.Exists(c => c.Call.Equals(call)))
            {
                faults.Add(new InputException($"{key}: {call.Brief} is given twice; keep one", item.Location));
            }
            calls.Add((call, item));
        }
        return calls;
    }

    public string Identifier(string key)
    {
        const string Expected = "a name of lower-case letters, digits and hyphens, at most 64";
        var text = Text(key, Expected);
        if (text is null)
        {
            return "";
        }
        var name = text.Text;
        var isName =
            name.Length is > 0 and <= 64
            && char.IsAsciiLetterOrDigit(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        if (!isName)
        {
            Fault(key, Expected, text);
        }
        else if (DeviceNames.Contains(name))
        {
            Fault(key, "another name, since Windows keeps this one for a device", text);
        }
        return name;
    }

    /// <summary>A whole number, or null where it is missing or wrong.</summary>
    public long? Whole(string key)
    {
        var (minimum, maximum) = (StudyValue.Whole)Declared(key).Value;
        var expected = NumberRange.Describe("a whole number", minimum, maximum);
        var text = Text(key, expected);
        if (text is null)
        {
            return null;
        }
        if (!NumberRange.TryInteger(text.Text, minimum, maximum, out var value))
        {
            Fault(key, expected, text);
            return null;
        }
        return value;
    }

    /// <summary>Steps from 0 to <paramref name="last"/>, increasing, with the last one added.</summary>
    public IReadOnlyList<long> Steps(string key, long last)
    {
        var steps = new List<long>();
        var expected = $"increasing steps from 0 to {last}";
        foreach (var item in Items(key, expected))
        {
            if (NumberRange.TryInteger(item.Text, 0, last, out var step) && (steps.Count == 0 || step > steps[^1]))
            {
                steps.Add(step);
            }
            else
            {
                Fault(key, expected, item);
            }
        }
        if (steps.Count == 0 || steps[^1] != last)
        {
            steps.Add(last);
        }
        return steps;
    }

    /// <summary>Seeds from numbers and ranges <c>a..b</c>, ends included.</summary>
    public IReadOnlyList<ulong> Seeds(string key)
    {
        if (values.TryGetValue(key, out var tree) && tree is YamlText alone && SeedList.Doubt(alone) is { } doubt)
        {
            faults.Add(new InputException($"{key}: {doubt}", alone.Location));
            return [];
        }
        return new SeedList((expected, item) => Fault(key, expected, item)).Read(Items(key, SeedList.Expected));
    }

    /// <summary>A fault that only several keys together show.</summary>
    public void Add(InputException fault) => faults.Add(fault);

    public T? Collect<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (InputException fault)
        {
            faults.AddRange(fault.All);
            return null;
        }
    }

    private StudyKey Declared(string key) => keys.First(k => k.Name == key);

    private InputException Absent(StudyKey key) => new($"{owner} needs '{key.Name}': {key.Description}", location);

    private void Fault(string key, string expected, YamlTree found) =>
        faults.Add(new InputException($"{key}: expected {expected}, found {found.Kind}", found.Location));

    private YamlText? Text(string key, string expected)
    {
        if (!values.TryGetValue(key, out var tree))
        {
            return Declared(key).Default is { } text ? new YamlText(text, false, location) : null;
        }
        if (tree is YamlText { IsNull: false } value)
        {
            return value;
        }
        Fault(key, expected, tree);
        return null;
    }

    private IEnumerable<YamlText> Items(string key, string expected) =>
        Entries(key, expected, _ => false).Cast<YamlText>();

    /// <summary>Texts, and what else is accepted, of a list or alone.</summary>
    private List<YamlTree> Entries(string key, string expected, Func<YamlTree, bool> accepts)
    {
        if (!values.TryGetValue(key, out var tree))
        {
            return Declared(key).Default is { Length: > 0 } text ? [new YamlText(text, false, location)] : [];
        }
        var items = new List<YamlTree>();
        foreach (var item in tree is YamlList list ? list.Items : [tree])
        {
            if (item is YamlText { IsNull: false } || accepts(item))
            {
                items.Add(item);
            }
            else
            {
                Fault(key, expected, item);
            }
        }
        if (tree is YamlList { Items.Count: 0 } && Declared(key) is { Default: null } or { Value: StudyValue.Seeds })
        {
            Fault(key, $"{expected} with at least one entry", tree);
        }
        return items;
    }
}
