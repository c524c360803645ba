using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Thalweg.Architecture.Tests.Nulls;

/// <summary>The public methods and constructors of a library, with types in the place of type parameters.</summary>
internal static class PublicEntries
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <remarks>Kernels over lanes take numbers and spans alone, and the compiler writes the members of records.</remarks>
    public static IEnumerable<MethodBase> Of(Assembly library) =>
        from type in library.GetExportedTypes().Where(IsCalled).SelectMany(Closed)
        from entry in Constructors(type).Concat<MethodBase>(Methods(type))
        select entry;

    /// <summary>Whether a constructor is that of the positional parameters of a record.</summary>
    public static bool IsPositional(MethodBase entry) =>
        entry is ConstructorInfo
        && entry
            .DeclaringType!.GetMember("Deconstruct")
            .OfType<MethodInfo>()
            .Any(method => Names(method).SequenceEqual(Names(entry)));

    public static IEnumerable<string?> Names(MethodBase entry) => entry.GetParameters().Select(p => p.Name);

    private static bool IsCalled(Type type) =>
        type is { IsInterface: false, IsByRefLike: false }
        && !type.IsDefined(typeof(GeneratedCodeAttribute))
        && !type.IsSubclassOf(typeof(Delegate))
        && !type.IsSubclassOf(typeof(Exception));

    private static IEnumerable<ConstructorInfo> Constructors(Type type) =>
        type.IsAbstract ? [] : type.GetConstructors(Declared);

    private static IEnumerable<MethodInfo> Methods(Type type) =>
        from method in type.GetMethods(Declared)
        where !method.IsAbstract && !IsSetter(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        select method.IsGenericMethodDefinition
            ? method.MakeGenericMethod([.. method.GetGenericArguments().Select(Argument)])
            : method;

    // Errors of a property have its name.
    private static bool IsSetter(MethodInfo method) =>
        method.IsSpecialName && method.Name.StartsWith("set_", StringComparison.Ordinal);

    private static IEnumerable<Type> Closed(Type type)
    {
        if (!type.ContainsGenericParameters)
        {
            return [type];
        }
        var arguments = type.GetGenericArguments();
        return arguments.Any(IsLane) ? [] : [Inherited(type) ?? type.MakeGenericType([.. arguments.Select(Argument)])];
    }

    /// <summary>The type as some type inherits it.</summary>
    private static Type? Inherited(Type type) =>
        StandIn
            .Loaded.Select(derived => derived.BaseType)
            .FirstOrDefault(parent =>
                parent is { IsGenericType: true, ContainsGenericParameters: false }
                && parent.GetGenericTypeDefinition() == type
            );

    private static bool IsLane(Type parameter) =>
        parameter.GetGenericParameterConstraints().Any(c => c.Namespace == "Thalweg.Numerics.Simd");

    private static Type Argument(Type parameter) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint)
            ? typeof(double)
            : parameter.GetGenericParameterConstraints().FirstOrDefault() ?? typeof(object);
}
