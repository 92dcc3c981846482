"""Decisions: list, make, revoke, restore. All needs an editor, like the history: it names who decided, with notes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from graphapp.accounts.permissions import Role
from graphapp.curation.choosing import Choice, choose_decisions
from graphapp.curation.comparing import compare_times, go_back
from graphapp.curation.deciding import Sent, make_decision, restore_decision, revoke_decision
from graphapp.curation.previewing import preview_decision
from graphapp.curation.serializers import (
    ChangesItem,
    ChangesQuery,
    DecisionFields,
    DecisionIntake,
    DecisionItem,
    PreviewItem,
)
from graphapp.videos.models import Decision
from graphapp.videos.premises.judging import KINDS
from graphapp.web.choosing import SomeOf


class DecisionQuery(serializers.Serializer[Any]):
    kind = SomeOf(choices=KINDS, required=False, help_text="One or several.")
    author = serializers.CharField(required=False, max_length=150)
    entity = serializers.CharField(required=False, max_length=120, help_text="Id or slug: decisions about it.")
    video = serializers.CharField(
        required=False, max_length=120, help_text="Id or slug: decisions about its words or what it names."
    )
    active = serializers.BooleanField(required=False, allow_null=True, default=None)
    lost = serializers.BooleanField(required=False, default=False, help_text="Active ones that no longer apply.")


class Decisions(ListAPIView[Decision]):
    serializer_class = DecisionItem
    ordering = ("-order",)
    required_role = Role.EDITOR

    def get_queryset(self) -> QuerySet[Decision]:
        query = DecisionQuery(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        wish = dict(query.validated_data)
        return choose_decisions(Choice(kinds=wish.pop("kind", ()), **wish))

    @extend_schema(operation_id="decisions_list", parameters=[DecisionQuery], tags=["decisions"], summary="Decisions")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Newest first."""
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="decisions_create",
        request=DecisionIntake,
        responses={201: DecisionItem},
        tags=["decisions"],
        summary="Make a decision",
    )
    def post(self, request: Request) -> Response:
        """The graph follows at once. What is impossible is refused with a reason, and changes nothing."""
        intake = DecisionIntake(data=request.data)
        intake.is_valid(raise_exception=True)
        fields = dict(intake.validated_data)
        note, sent = fields.pop("note", ""), Sent(fields.pop("seen", {}), fields.pop("request", ""))
        author = request.user.get_username()
        decision = make_decision(fields.pop("kind"), fields, author=author, note=note, sent=sent)
        return Response(DecisionItem(decision).data, status=status.HTTP_201_CREATED)


class DecisionPreview(APIView):
    changes_nothing = True

    @extend_schema(
        operation_id="decisions_preview",
        request=DecisionFields,
        responses=PreviewItem,
        tags=["decisions"],
        summary="What a decision would change",
    )
    def post(self, request: Request) -> Response:
        """Changes nothing. Refused like the decision itself. Hand `seen` on when deciding: if any of it changed
        meanwhile, the decision is refused with 409 and what changed."""
        intake = DecisionFields(data=request.data)
        intake.is_valid(raise_exception=True)
        fields = dict(intake.validated_data)
        return Response(PreviewItem(preview_decision(fields.pop("kind"), fields)).data)


class DecisionRevoke(APIView):
    @extend_schema(
        operation_id="decisions_revoke", request=None, responses=DecisionItem, tags=["decisions"], summary="Revoke"
    )
    def post(self, request: Request, decision_id: str) -> Response:
        """As if it had never been made. It stays in the list, and can be restored."""
        decision = revoke_decision(_get(decision_id), author=request.user.get_username())
        return Response(DecisionItem(decision).data)


class DecisionRestore(APIView):
    @extend_schema(
        operation_id="decisions_restore", request=None, responses=DecisionItem, tags=["decisions"], summary="Restore"
    )
    def post(self, request: Request, decision_id: str) -> Response:
        decision = restore_decision(_get(decision_id), author=request.user.get_username())
        return Response(DecisionItem(decision).data)


class ChangesBetween(APIView):
    required_role = Role.EDITOR

    @extend_schema(
        operation_id="changes",
        parameters=[ChangesQuery],
        responses=ChangesItem,
        tags=["decisions"],
        summary="What decisions changed between two times",
    )
    def get(self, request: Request) -> Response:
        """In words, before and after; the last seven days without times, or less where more than 200 decisions were
        made; more than these are refused. Videos added in between are named."""
        query = ChangesQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        until = query.validated_data.get("to") or timezone.now()
        since = query.validated_data.get("from") or go_back(until)
        return Response(ChangesItem(compare_times(min(since, until), max(since, until))).data)


def _get(decision_id: str) -> Decision:
    decision = Decision.objects.filter(id=decision_id).first()
    if decision is None:
        raise Http404(f"There is no decision “{decision_id}”.")
    return decision
